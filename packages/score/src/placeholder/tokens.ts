/**
 * One piece of a text with placeholders: plain text, or what stands between
 * `${` and `}`.
 *
 * @public
 */
export type Token = { text: string } | { ref: string };

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
  const lastClose = text.lastIndexOf('}');
  for (;;) {
    const dollar = text.indexOf('$', from);
    if (dollar < 0) break;
    literal += text.slice(from, dollar);
    const escaped = text[dollar + 1] === '$';
    const open = dollar + (escaped ? 2 : 1);
    // Looked up only where there is one, so that the time stays linear.
    const closed = text[open] === '{' && open < lastClose;
    const end = closed ? text.indexOf('}', open) + 1 : open;
    from = end;
    if (closed && !escaped) {
      if (literal) found.push({ text: literal });
      literal = '';
      found.push({ ref: text.slice(open + 1, end - 1) });
    } else {
      literal += text.slice(escaped ? dollar + 1 : dollar, end);
    }
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
