import { InputError } from '@backstage/errors';
import { SECRET_MARKS } from '@towpath/plugin-score-node';
import { secretRef, type Resolved, type SecretRef } from '@towpath/score';

/** A key of a Secret, and what it holds. */
export interface SecretValue {
  secret: string;
  key: string;
  value: string;
}

type Piece = string | SecretRef;

const { begin, end } = SECRET_MARKS;
const MARKED = new RegExp(`${begin}(.*?)${end}`, 'u');

/** Shorter ones would be found in what has nothing to do with them. */
const SHORTEST = 4;

/** Whether a text holds a reference that a template has made. */
export function isMarked(text: string): boolean {
  return MARKED.test(text);
}

/**
 * A text with references in place of the marks that a template has made, and of the values of Secrets.
 *
 * @throws InputError for a mark that names no key
 */
export function withReferences(
  text: string,
  secrets: readonly SecretValue[],
): Resolved {
  const pieces = split(text, rest => {
    const match = MARKED.exec(rest);
    return (
      match && { at: match.index, text: match[0], piece: toReference(match[1]) }
    );
  });
  const hidden = secrets
    .filter(({ value }) => value.length >= SHORTEST)
    .reduce<Piece[]>(
      (all, { secret, key, value }) =>
        all.flatMap(piece =>
          typeof piece === 'string'
            ? split(piece, rest => {
                const at = rest.indexOf(value);
                const ref = secretRef(secret, key);
                return at < 0 ? null : { at, text: value, piece: ref };
              })
            : [piece],
        ),
      pieces,
    );
  if (hidden.every(piece => typeof piece === 'string')) return hidden.join('');
  return hidden.length === 1 ? hidden[0] : { secretText: hidden };
}

function toReference(inner: string): SecretRef {
  const at = inner.indexOf('_');
  if (at > 0 && at < inner.length - 1) {
    return secretRef(inner.slice(0, at), inner.slice(at + 1));
  }
  throw new InputError(
    `The reference ${begin}${inner}${end} names no key of a Secret: write the Secret, "_" and the key`,
  );
}

/** Pieces between what is found as they are, and what it stands for in between. */
function split(
  text: string,
  find: (rest: string) => { at: number; text: string; piece: Piece } | null,
): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  for (let found = find(rest); found; found = find(rest)) {
    if (found.at > 0) pieces.push(rest.slice(0, found.at));
    pieces.push(found.piece);
    rest = rest.slice(found.at + found.text.length);
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest];
}

/** The first Secret whose value stands in a text, also encoded as Secrets have it. */
export function findSecretIn(
  text: string,
  secrets: readonly SecretValue[],
): SecretValue | undefined {
  return secrets.find(
    ({ value }) =>
      value.length >= SHORTEST &&
      (text.includes(value) ||
        text.includes(Buffer.from(value).toString('base64'))),
  );
}
