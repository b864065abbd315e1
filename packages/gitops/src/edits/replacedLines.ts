import type { ReplacedLines } from './types';

/** A text as lines that keep their endings, so that they join to the same bytes. */
const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** What stands where in `after` instead of `before`, with as many lines around it as make it the only place. */
export function replacedLines(before: string, after: string): ReplacedLines {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shorter && old[head] === fresh[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === fresh.at(-1 - tail)) {
    tail += 1;
  }
  while ((head > 0 || tail > 0) && !isAlone(fresh, head, tail)) {
    head = Math.max(0, head - 1);
    tail = Math.max(0, tail - 1);
  }
  return {
    before: old.slice(head, old.length - tail).join(''),
    after: fresh.slice(head, fresh.length - tail).join(''),
  };
}

/** A text with the lines as they were before; undefined where they are not what was written, or not alone. */
export function bringBack(
  text: string,
  { before, after }: ReplacedLines,
): string | undefined {
  const lines = linesOf(text);
  const written = linesOf(after);
  const [at, ...more] = placesOf(lines, written);
  if (at === undefined || more.length > 0) return undefined;
  return [
    ...lines.slice(0, at),
    before,
    ...lines.slice(at + written.length),
  ].join('');
}

function isAlone(lines: string[], head: number, tail: number): boolean {
  const part = lines.slice(head, lines.length - tail);
  return part.length > 0 && placesOf(lines, part).length === 1;
}

function placesOf(lines: string[], part: string[]): number[] {
  return lines.flatMap((_, at) =>
    part.length > 0 && part.every((line, offset) => lines[at + offset] === line)
      ? [at]
      : [],
  );
}
