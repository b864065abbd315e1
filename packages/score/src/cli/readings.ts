import type { Diagnostic } from '../diagnostics/diagnostic';
import { readNodes } from '../readScore';
import type { Reading } from '../readScore';
import type { Workload } from '../types';
import { readInput } from './files';
import type { Invocation } from './options';
import { readOverrides } from './overrides';
import type { FileReport } from './report';
import type { Terminal } from './terminal';

/** A file of the command line, read. */
export interface ReadFile {
  name: string;
  reading: Reading;
}

/** Reads every file of the command line. */
export async function readFiles(
  invocation: Invocation,
  terminal: Terminal,
  dialect: 'refuse' | 'normalise',
): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  for (const given of invocation.names) {
    const { name, text } = await readInput(given, terminal);
    const overrides = await readOverrides(given, invocation, terminal);
    const reading = readNodes(text, { file: name, dialect, ...overrides });
    files.push({ name, reading });
  }
  return files;
}

/** The workloads of files that are all valid. */
export function workloadsOf(files: ReadFile[]): Workload[] {
  return files.flatMap(({ reading }) => reading.workload ?? []);
}

/**
 * One report for each file: what reading found, and what was found later, each
 * given its place in the file of its workload.
 */
export function reportsOf(
  files: ReadFile[],
  later: Diagnostic[] = [],
): FileReport[] {
  const left = new Set(later);
  const reports = files.map(({ name, reading }) => {
    const workload = reading.workload?.metadata.name;
    const own = later.filter(
      one => one.workload === workload && left.delete(one),
    );
    const diagnostics = [
      ...reading.diagnostics,
      ...own.map(one => placed(one, reading)),
    ];
    return { file: name, valid: isClean(diagnostics), diagnostics };
  });
  if (reports.length && left.size) {
    reports[0].diagnostics.push(...left);
    reports[0].valid = isClean(reports[0].diagnostics);
  }
  return reports;
}

function placed(diagnostic: Diagnostic, reading: Reading): Diagnostic {
  const position = reading.positionOf(diagnostic.path);
  return position ? { ...diagnostic, position } : diagnostic;
}

function isClean(diagnostics: Diagnostic[]): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error');
}

/** Whether nothing stands in the way. */
export function allValid(reports: FileReport[]): boolean {
  return reports.every(({ valid }) => valid);
}
