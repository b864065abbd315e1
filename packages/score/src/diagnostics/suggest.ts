import leven from 'leven';

/**
 * The candidate that a misspelt word most likely meant, or undefined when none
 * is near. Case is ignored; a third of the letters may differ.
 *
 * @public
 */
export function suggest(
  word: string,
  candidates: Iterable<string>,
): string | undefined {
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of [...candidates].sort()) {
    const distance = apart(word.toLowerCase(), candidate.toLowerCase());
    const allowed = Math.max(1, Math.floor(candidate.length / 3));
    if (distance <= allowed && (!best || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** Letters in another order are one mistake, as fingers make it in one go. */
function apart(a: string, b: string): number {
  const sameLetters = [...a].sort().join() === [...b].sort().join();
  return sameLetters && a !== b ? 1 : leven(a, b);
}
