import { escapeText } from './patterns';

/** The line on which a text first says something, from 1; undefined where it is written in another way. */
export function findLine(
  text: string,
  ...words: (string | RegExp)[]
): number | undefined {
  const parts = words.map(word =>
    typeof word === 'string' ? `"?${escapeText(word)}"?` : word.source,
  );
  const at = text.search(new RegExp(parts.join('\\s*:?\\s*[[{]?\\s*')));
  return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}
