import fs from 'node:fs';

const NEWLINE = 0x0a;
const CHUNK = 64 * 1024;

/** One line of a file. */
export interface ReadLine {
  text: string;
  /** The byte after it. */
  end: number;
}

/**
 * The lines of a file that another process writes, from a byte on that begins one. A line that has not
 * ended is one only when `isWhole` says that no more comes.
 */
export function* readLines(
  file: string,
  { from, isWhole }: { from: number; isWhole: boolean },
): Generator<ReadLine> {
  // The pieces of a line that has not ended: a state printed as one line has thousands.
  let rest: Buffer[] = [];
  let position = from;
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
    for (const line of lines) {
      end += line.length + 1;
      yield { text: line.toString('utf8'), end };
    }
    if (tail.length > 0) rest.push(tail);
  }
  if (rest.length > 0 && isWhole) {
    yield { text: Buffer.concat(rest).toString('utf8'), end: position };
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
