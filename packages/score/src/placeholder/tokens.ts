/**
 * One piece of a text with placeholders: plain text, or what stands between
 * `${` and `}`.
 *
 * @public
 */
export type Token = { text: string } | { ref: string };

const PLACEHOLDER = /\$(?:\$?\{([^}]*)\}|\$)/g;

/**
 * Splits a text as the reference does: `${a.b}` is a placeholder, `$${a.b}` and
 * `$$` are an escaped `${a.b}` and `$`, any other `$` is itself, and so is a
 * `${` that nothing closes.
 *
 * @public
 */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let literal = '';
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    literal += text.slice(from, match.index);
    from = match.index + match[0].length;
    if (match[0].startsWith('$$')) {
      literal += match[0].slice(1);
      continue;
    }
    if (literal) found.push({ text: literal });
    literal = '';
    found.push({ ref: match[1] });
  }
  literal += text.slice(from);
  if (literal) found.push({ text: literal });
  return found;
}

/**
 * The parts of a reference: split at dots, where `\.` is a dot in a part.
 *
 * @public
 */
export function refParts(ref: string): string[] {
  return ref
    .replaceAll('\\.', '\0')
    .split('.')
    .map(part => part.replaceAll('\0', '.'));
}

/** The references in a text, in order, with repeats. */
export function refsIn(text: string): string[] {
  return tokens(text).flatMap(token => ('ref' in token ? [token.ref] : []));
}
