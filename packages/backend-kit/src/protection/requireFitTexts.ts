import { InputError } from '@backstage/errors';

// By whole characters: a pair is one, and no surrogate.
const HALF = /\p{Surrogate}/u;

/**
 * Refuses what PostgreSQL stores in no text: the character NUL, and half a surrogate pair, which is no
 * character. Looks at keys as well as values, however deep.
 *
 * @param value something as it came out of JSON
 * @param field where it stands, for the message
 * @throws InputError that names the field
 */
export function requireFitTexts(value: unknown, field: string): void {
  if (typeof value === 'string') requireFitText(value, field);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    requireFitText(key, `a key of ${field}`);
    requireFitTexts(inner, `${field}.${key}`);
  }
}

function requireFitText(text: string, field: string): void {
  if (text.includes('\0')) {
    throw new InputError(
      `${field} holds the character NUL (U+0000), which is stored nowhere: leave it out`,
    );
  }
  if (HALF.test(text)) {
    throw new InputError(
      `${field} holds half a surrogate pair, which is no character: send both halves`,
    );
  }
}
