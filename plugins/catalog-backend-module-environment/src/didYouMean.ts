import leven from 'leven';

/** More edits than this make another word, not a slip. */
const MOST_EDITS = 3;

/**
 * The end of a sentence that offers the word that was probably meant: one that
 * the given text abbreviates, else the closest in spelling; empty when nothing
 * is near.
 */
export function didYouMean(given: unknown, words: readonly string[]): string {
  if (typeof given !== 'string' || given === '') {
    return '';
  }
  const text = given.toLowerCase();
  const meant =
    words.find(word => abbreviates(text, word)) ?? closest(text, words);
  return meant ? ` Did you mean "${meant}"?` : '';
}

/** Whether the letters stand in the word in this order, the first one first. */
function abbreviates(text: string, word: string): boolean {
  let at = 0;
  for (const letter of word) {
    if (letter === text[at]) {
      at += 1;
    }
  }
  return at === text.length && text[0] === word[0];
}

function closest(text: string, words: readonly string[]): string | undefined {
  const [nearest] = words
    .map(word => ({ word, edits: leven(text, word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return nearest && nearest.edits <= MOST_EDITS ? nearest.word : undefined;
}
