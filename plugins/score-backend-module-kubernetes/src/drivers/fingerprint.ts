import {
  randomBytes,
  scrypt,
  timingSafeEqual,
  type BinaryLike,
} from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<BinaryLike, BinaryLike, number, Buffer>(scrypt);
const SALT = 16;
const LENGTH = 32;

/**
 * Tells later whether a secret is another one, without giving it away: as passwords are kept, `salt.hash` in base64url.
 */
export async function fingerprint(
  secret: string,
  salt = randomBytes(SALT),
): Promise<string> {
  const hash = await derive(secret, salt, LENGTH);
  return `${salt.toString('base64url')}.${hash.toString('base64url')}`;
}

/** Whether a secret has this fingerprint. */
export async function hasFingerprint(
  secret: string,
  known: string,
): Promise<boolean> {
  const salt = Buffer.from(known.split('.')[0], 'base64url');
  const found = Buffer.from(await fingerprint(secret, salt));
  const wanted = Buffer.from(known);
  return found.length === wanted.length && timingSafeEqual(found, wanted);
}
