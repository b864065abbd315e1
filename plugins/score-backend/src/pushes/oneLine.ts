const LONGEST = 300;

/** A text that anybody may have written, as one line of a sentence. */
export function oneLine(text: string, longest = LONGEST): string {
  // eslint-disable-next-line no-control-regex
  const plain = text
    .replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
}
