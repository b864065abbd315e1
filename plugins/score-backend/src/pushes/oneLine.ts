const LONGEST = 300;

/** A text that anybody may have written, as one line of a sentence. */
export function oneLine(text: string, longest = LONGEST): string {
  const plain = text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
