import { readScore } from '../readScore';
import { readInput } from './files';
import type { Invocation } from './options';
import { readOverrides } from './overrides';
import { writeReports } from './report';
import type { FileReport } from './report';
import type { Terminal } from './terminal';

/** `score validate FILE…` */
export async function validate(
  invocation: Invocation,
  terminal: Terminal,
): Promise<number> {
  const reports: FileReport[] = [];
  for (const name of invocation.names) {
    const input = await readInput(name, terminal);
    const { valid, diagnostics } = readScore(input.text, {
      file: input.name,
      ...(await readOverrides(name, invocation, terminal)),
    });
    reports.push({ file: input.name, valid, diagnostics });
  }
  writeReports(reports, invocation.format, terminal);
  return reports.every(({ valid }) => valid) ? 0 : 1;
}
