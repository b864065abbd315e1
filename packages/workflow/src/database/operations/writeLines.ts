import type { RunRow } from '../rows';
import type { Work } from '../Work';
import { appendLines, type NewLine } from './appendLines';
import { selectHeld } from './readRun';

/** Appends what a step logged, if the claim still stands. */
export async function writeLines(
  work: Work,
  { id, claim }: RunRow,
  lines: NewLine[],
): Promise<void> {
  const held = await selectHeld(work).where({ id, claim }).first();
  if (held) await appendLines(work, held, lines);
}
