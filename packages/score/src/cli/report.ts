import type { Diagnostic } from '../diagnostics/diagnostic';
import { hasErrors } from '../diagnostics/diagnostic';
import { formatHuman } from '../report/human';
import { toSarif } from '../report/sarif';
import { VERSION } from '../version';
import { paintFor } from './terminal';
import type { Terminal } from './terminal';

/** What was found in one file. */
export interface FileReport {
  file: string;
  valid: boolean;
  diagnostics: Diagnostic[];
  /** More that a verb has to say about the file, for JSON. */
  [extra: string]: unknown;
}

/** Writes what was found, in the format asked for, to standard output. */
export function writeReports(
  reports: FileReport[],
  format: string,
  terminal: Terminal,
  summary?: (report: FileReport) => string,
): void {
  if (format === 'json') {
    writeJson(
      { valid: reports.every(({ valid }) => valid), files: reports },
      terminal,
    );
  } else if (format === 'sarif') {
    const all = reports.flatMap(({ diagnostics }) => diagnostics);
    writeJson(toSarif(all, { version: VERSION }), terminal);
  } else {
    for (const report of reports) writeHuman(report, terminal, summary);
  }
}

/** Writes one value as JSON. */
export function writeJson(value: unknown, terminal: Terminal): void {
  terminal.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function writeHuman(
  report: FileReport,
  terminal: Terminal,
  summary: (report: FileReport) => string = verdict,
): void {
  const { file, diagnostics } = report;
  const paint = paintFor(terminal.stdout, terminal.env);
  if (diagnostics.length) {
    terminal.stdout.write(`${formatHuman(diagnostics, { file, paint })}\n`);
  }
  terminal.stdout.write(
    `${paint(hasErrors(diagnostics) ? 'red' : 'green', summary(report))}\n`,
  );
}

/** One line that says how a file stands. */
function verdict({ file, valid, diagnostics }: FileReport): string {
  const errors = count(diagnostics, 'error');
  const warnings = count(diagnostics, 'warning');
  const tail = warnings ? `, ${number(warnings, 'warning')}` : '';
  if (valid) return `${file}: valid${tail}`;
  const fixable = diagnostics.filter(
    ({ severity, fix }) => severity === 'error' && fix?.automatic,
  ).length;
  const advice = fixable
    ? `; run \`score fix ${file}\` to mend ${share(fixable, errors)}`
    : '';
  return `${file}: not valid, ${number(errors, 'error')}${tail}${advice}`;
}

function share(part: number, all: number): string {
  if (part < all) return `${part} of them`;
  return all === 1 ? 'it' : `all ${all}`;
}

function count(diagnostics: Diagnostic[], severity: string): number {
  return diagnostics.filter(one => one.severity === severity).length;
}

function number(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}
