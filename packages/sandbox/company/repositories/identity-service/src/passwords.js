import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);
const COST = { N: 2 ** 14, r: 8, p: 1 };

/** Hashes with scrypt; the salt and the cost stand in the result, so that the cost can be raised later. */
export async function hashPassword(password) {
  const salt = randomBytes(16);
  const key = await derive(password.normalize('NFKC'), salt, 32, COST);
  return `scrypt$${COST.N}$${salt.toString('base64')}$${key.toString(
    'base64',
  )}`;
}

/** Whether `password` belongs to `stored`; takes the same time for a near miss and a far one. */
export async function verifyPassword(password, stored) {
  const [, cost, salt, expected] = stored.split('$');
  const key = await derive(
    password.normalize('NFKC'),
    Buffer.from(salt, 'base64'),
    32,
    { ...COST, N: Number(cost) },
  );
  return timingSafeEqual(key, Buffer.from(expected, 'base64'));
}

/** Why a password is refused, or undefined. Length is what counts; rules about digits only make people add "1". */
export function weakness(password, email) {
  if (typeof password !== 'string' || password.length < 12) {
    return 'password: use at least 12 characters';
  }
  if (password.length > 200) {
    return 'password: use at most 200 characters';
  }
  if (password.toLowerCase().includes(email.split('@')[0])) {
    return 'password: leave your e-mail address out of it';
  }
  return undefined;
}
