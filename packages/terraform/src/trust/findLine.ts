/** Longer words are no names, and are looked for by nobody: whoever writes them may want the search to take long. */
const LONGEST = 200;
/** How far one word may stand from the next, and what may be between them. */
const FARTHEST = 50;
const BETWEEN = ' \t\r\n:[{"';
const OF_A_WORD = /[\w-]/;

/**
 * The line on which a text first says some words, one behind the other, from 1; undefined where it is written in another way. It is
 * looked for when it is asked for: only the first faults are told.
 */
export function findLine(
  text: string,
  ...words: string[]
): () => number | undefined {
  return () => {
    const at = words.some(word => word.length > LONGEST)
      ? -1
      : findWords(text, words);
    return at < 0 ? undefined : text.slice(0, at).split('\n').length;
  };
}

function findWords(text: string, [first, ...rest]: string[]): number {
  if (first === '') return -1;
  let at = text.indexOf(first);
  while (at >= 0) {
    const end = at + first.length;
    if (isWhole(text, at, end) && follow(text, end, rest)) return at;
    at = text.indexOf(first, at + 1);
  }
  return -1;
}

/** It is no part of a longer word. */
function isWhole(text: string, from: number, to: number): boolean {
  return (
    !OF_A_WORD.test(text[from - 1] ?? '') && !OF_A_WORD.test(text[to] ?? '')
  );
}

function follow(text: string, from: number, words: string[]): boolean {
  let at = from;
  return words.every(word => {
    const most = Math.min(at + FARTHEST, text.length);
    while (at < most && BETWEEN.includes(text[at])) at += 1;
    const isNext = text.startsWith(word, at);
    at += word.length;
    return isNext;
  });
}
