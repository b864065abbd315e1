/** How a placeholder is not written as Score writes them, and what to write instead. */
export interface FormProblem {
  /** What is wrong, to follow the placeholder in a sentence. */
  problem: string;
  /** The placeholder that is meant, without `${` and `}`; undefined where that cannot be told. */
  meant?: string;
}

/** What a part between two dots may be: the names of resources, and what they give out. */
const PART = /^[A-Za-z0-9_.-]+$/;

// What other languages write behind a name, and why Score has none of it.
const ADDITIONS: [RegExp, string][] = [
  [/^:?[-=]/, 'has a default value, and Score has none'],
  [/^:?[?+]/, 'has a rule of a shell, and Score has none'],
  [/^\s*\|/, 'has a filter, and Score has none'],
  [/^[[(]/, 'looks into a list or calls something, and Score does neither'],
  [/^\s/, 'has a space'],
];

/**
 * What is wrong with the form of a reference to a resource, `resources.NAME.OUTPUT`. The parts of a
 * reference to metadata are keys of the file, which may be anything.
 */
export function formProblem(
  ref: string,
  parts: string[],
): FormProblem | undefined {
  const odd = parts.some(part => part !== '' && !PART.test(part));
  if (!odd) return undefined;
  const [meant] = /^(\\\.|[A-Za-z0-9_.-])*/.exec(ref.trim()) ?? [];
  const rest = meant === undefined ? ref : ref.trim().slice(meant.length);
  const [, problem] = ADDITIONS.find(([pattern]) => pattern.test(rest)) ?? [];
  if (rest !== '' && problem === undefined) {
    const [first] = rest;
    return { problem: `has ${JSON.stringify(first)}, which no name has` };
  }
  const isWhole = meant && /^resources\.[^.]+\.[^.]/.test(meant);
  return { problem: problem ?? 'has a space', ...(isWhole && { meant }) };
}
