/** Text between two offsets and what takes its place. */
export interface Splice {
  start: number;
  end: number;
  text: string;
}

/** Applies splices that do not overlap; every other byte stays. */
export function spliceText(text: string, splices: Splice[]): string {
  return [...splices]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (rest, { start, end, text: inserted }) =>
        rest.slice(0, start) + inserted + rest.slice(end),
      text,
    );
}

/** The line ending that a text uses. */
export const newlineOf = (text: string) =>
  text.includes('\r\n') ? '\r\n' : '\n';

export const startOfLine = (text: string, offset: number) =>
  text.lastIndexOf('\n', offset - 1) + 1;

/** Where the line ends, before its line ending. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/** Where the next line starts, or the end of the text. */
export function startOfNextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Spaces that bring a line to the column of an offset. */
export const indentTo = (text: string, offset: number) =>
  ' '.repeat(offset - startOfLine(text, offset));
