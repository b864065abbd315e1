import { readScore } from '../readScore';
import type { Overrides, ReadOptions } from '../readScore';
import { readInput } from './files';
import type { Invocation } from './options';
import { writeReports } from './report';
import type { FileReport } from './report';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

/** `score validate FILE…` */
export async function validate(
  invocation: Invocation,
  terminal: Terminal,
): Promise<number> {
  const overrides = await readOverrides(invocation, terminal);
  const reports: FileReport[] = [];
  for (const name of invocation.names) {
    const input = await readInput(name, terminal);
    const { valid, diagnostics } = readScore(input.text, {
      file: input.name,
      ...overrides,
    });
    reports.push({ file: input.name, valid, diagnostics });
  }
  writeReports(reports, invocation.format, terminal);
  return reports.every(({ valid }) => valid) ? 0 : 1;
}

/**
 * The overrides of a command line.
 *
 * @throws UsageError when there are overrides and more than one file.
 */
export async function readOverrides(
  { names, values }: Invocation,
  terminal: Terminal,
): Promise<Pick<ReadOptions, 'overrides'>> {
  const file = values['overrides-file'];
  const properties = values['override-property'];
  if (file === undefined && !properties?.length) return {};
  if (names.length !== 1) {
    throw new UsageError('overrides are for one file; give one file');
  }
  const overrides: Overrides = { properties };
  if (file !== undefined) {
    const { name, text } = await readInput(file, terminal);
    overrides.file = { name, text };
  }
  return { overrides };
}
