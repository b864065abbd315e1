import { hkdfSync } from 'node:crypto';

/** A key that values are sealed with. */
export interface SealKey {
  /** Written into each value, so that its key is found again: 1 to 32 of a-z, 0-9 and "-". */
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}

const KEY_BYTES = 32;
const LEAST_TEXT = 32;
// Whatever is changed here makes another key of the same text.
const INFO = 'towpath seal 1';

/** In either alphabet, with or without the sign at the end. */
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/_-]{43}=?$/;

const derive = (text: string) =>
  Buffer.from(hkdfSync('sha256', text, '', INFO, KEY_BYTES));

/**
 * Makes a key of what a configuration says.
 *
 * @param id - see {@link SealKey.id}.
 * @param secret - 32 random bytes in base64, or a random text of 32 characters and more, of which the key is derived.
 * Blanks around it do not count. It has to be random: nothing slows down who guesses.
 * @throws an Error that says what to write instead, and never the secret.
 */
export function readSealKey(id: string, secret: string): SealKey {
  const text = secret.trim();
  if (text.length < LEAST_TEXT) {
    throw new Error(
      `The secret of the key "${id}" has ${text.length} characters: give 32 random bytes in base64, as "openssl rand -base64 32" makes them, or a random text of at least ${LEAST_TEXT} characters`,
    );
  }
  return {
    id,
    secret: BASE64_OF_32_BYTES.test(text)
      ? Buffer.from(text, 'base64')
      : derive(text),
  };
}
