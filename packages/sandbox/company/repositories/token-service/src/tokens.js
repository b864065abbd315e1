import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

const SKEW = 30; // seconds that clocks of two machines may differ
export const LONGEST = 3600;

export class InvalidArgument extends Error {}

/**
 * Tokens are `<claims>.<signature>`, both base64url. The first key signs, all keys verify: a new
 * key goes in front, the old one leaves an hour later.
 */
export class Tokens {
  #revoked = new Map();

  /** @param {{keys: {id: string, secret: string}[], now: () => number}} parts `now` in milliseconds */
  constructor({ keys, now }) {
    if (keys.length === 0) throw new InvalidArgument('keys: at least one');
    this.keys = keys;
    this.seconds = () => Math.floor(now() / 1000);
  }

  issue({ subject, audience = '', lifetimeSeconds = 900 }) {
    if (!subject) throw new InvalidArgument('subject: is missing');
    const inRange = lifetimeSeconds >= 1 && lifetimeSeconds <= LONGEST;
    if (!Number.isInteger(lifetimeSeconds) || !inRange) {
      throw new InvalidArgument(`lifetime_seconds: from 1 to ${LONGEST}`);
    }
    const [key] = this.keys;
    const exp = this.seconds() + lifetimeSeconds;
    const claims = { jti: randomUUID(), sub: subject, aud: audience, exp };
    const payload = encode({ ...claims, kid: key.id });
    return {
      token: `${payload}.${sign(payload, key)}`,
      expiresAt: new Date(exp * 1000).toISOString(),
    };
  }

  verify({ token, audience = '' }) {
    const claims = this.#read(token);
    if (typeof claims === 'string') return no(claims);
    if (claims.exp + SKEW <= this.seconds()) return no('expired');
    if (claims.aud !== audience) return no('wrong-audience');
    if (this.#revoked.has(claims.jti)) return no('revoked');
    return { valid: true, subject: claims.sub };
  }

  revoke({ token }) {
    const claims = this.#read(token);
    if (typeof claims === 'string') {
      throw new InvalidArgument(
        `token: ${claims}; only our own can be revoked`,
      );
    }
    this.#forgetExpired();
    this.#revoked.set(claims.jti, claims.exp);
    return {};
  }

  get revokedCount() {
    return this.#revoked.size;
  }

  #read(token) {
    const [payload, signature, ...rest] = String(token ?? '').split('.');
    const claims = decode(payload);
    if (!claims || !signature || rest.length > 0) return 'malformed';
    const key = this.keys.find(({ id }) => id === claims.kid);
    const expected = Buffer.from(key ? sign(payload, key) : '');
    const given = Buffer.from(signature);
    const same =
      expected.length === given.length && timingSafeEqual(expected, given);
    return key && same ? claims : 'bad-signature';
  }

  // An expired token is refused anyway: remembering it would only grow the list.
  #forgetExpired() {
    for (const [jti, exp] of this.#revoked) {
      if (exp + SKEW <= this.seconds()) this.#revoked.delete(jti);
    }
  }
}

const no = reason => ({ valid: false, reason });
const sign = (payload, { secret }) =>
  createHmac('sha256', secret).update(payload).digest('base64url');
const encode = claims =>
  Buffer.from(JSON.stringify(claims)).toString('base64url');

function decode(payload) {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
