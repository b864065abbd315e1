import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fixScore } from '../fix';
import { readInput, reason } from './files';
import type { Invocation } from './options';
import { writeReports } from './report';
import type { FileReport } from './report';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

/** `score fix FILE…` */
export async function fix(
  { names, values, format }: Invocation,
  terminal: Terminal,
): Promise<number> {
  const toStdout = values.stdout || names.includes('-');
  if (toStdout && names.length > 1) {
    throw new UsageError('--stdout and - are for one file; give one file');
  }
  const reports: FileReport[] = [];
  for (const given of names) {
    const { name, text } = await readInput(given, terminal);
    const fixed = fixScore(text, { file: name });
    if (toStdout) terminal.stdout.write(fixed.text);
    else if (fixed.changed && !values.check) {
      await write(name, fixed.text, terminal);
    }
    const { changed, valid, diagnostics } = fixed;
    reports.push({ file: name, valid, changed, diagnostics });
  }
  const out = toStdout ? { ...terminal, stdout: terminal.stderr } : terminal;
  writeReports(reports, format, out, report => summary(report, values.check));
  const wouldChange = values.check && reports.some(({ changed }) => changed);
  return wouldChange || reports.some(({ valid }) => !valid) ? 1 : 0;
}

async function write(
  name: string,
  text: string,
  terminal: Terminal,
): Promise<void> {
  try {
    await writeFile(resolve(terminal.cwd, name), text);
  } catch (error) {
    throw new UsageError(`cannot write ${name}: ${reason(error)}`);
  }
}

function summary(
  { file, valid, changed }: FileReport,
  check: boolean | undefined,
): string {
  const done = check ? 'would be mended' : 'mended';
  if (valid)
    return `${file}: ${changed ? `${done}, valid` : 'nothing to mend'}`;
  return `${file}: ${
    changed ? `${done} in part` : 'not mended'
  }; what is left needs a person`;
}
