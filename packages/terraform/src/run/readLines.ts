import fs from 'node:fs';
import type { Clock } from '@towpath/clock';

const NEWLINE = 0x0a;
const CHUNK = 64 * 1024;
const PAUSE_MS = 100;

/** One line of a growing file. */
export interface TailedLine {
  text: string;
  /** The byte after it. */
  end: number;
  /** Whether the next one has to be waited for. */
  last: boolean;
}

/** The lines of a file from its beginning, as they come, until `isOver` says that no more can come. */
export async function* tailLines(
  file: string,
  { isOver, clock }: { isOver(): boolean; clock: Clock },
): AsyncGenerator<TailedLine> {
  // The pieces of a line that has not ended: a state printed as one line has thousands.
  let rest: Buffer[] = [];
  let position = 0;
  for (;;) {
    // Asked first: what is written before the end is read after it.
    const over = isOver();
    for (;;) {
      const chunk = readChunk(file, position);
      if (chunk.length === 0) break;
      position += chunk.length;
      const { lines, tail } = splitLines(chunk);
      if (lines.length > 0) {
        lines[0] = Buffer.concat([...rest, lines[0]]);
        rest = [];
      }
      let end = position - tail.length - byteLength(lines);
      for (const [at, line] of lines.entries()) {
        end += line.length + 1;
        const last = at === lines.length - 1;
        yield { text: line.toString('utf8'), end, last };
      }
      if (tail.length > 0) rest.push(tail);
    }
    if (over) break;
    await clock.sleep(PAUSE_MS);
  }
  if (rest.length > 0) {
    const text = Buffer.concat(rest).toString('utf8');
    yield { text, end: position, last: true };
  }
}

function byteLength(lines: Buffer[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function readChunk(file: string, position: number): Buffer {
  if (!fs.existsSync(file)) return Buffer.alloc(0);
  const handle = fs.openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(CHUNK);
    const length = fs.readSync(handle, buffer, 0, CHUNK, position);
    return buffer.subarray(0, length);
  } finally {
    fs.closeSync(handle);
  }
}

// Cut in bytes, so that no character is torn apart.
function splitLines(bytes: Buffer): { lines: Buffer[]; tail: Buffer } {
  const lines: Buffer[] = [];
  let from = 0;
  for (;;) {
    const at = bytes.indexOf(NEWLINE, from);
    if (at < 0) return { lines, tail: bytes.subarray(from) };
    lines.push(bytes.subarray(from, at));
    from = at + 1;
  }
}
