import { createHash } from 'node:crypto';
import { PaymentRefused } from './payments.js';

const DAY = 24 * 60 * 60 * 1000;

/**
 * Remembers the answer to each Idempotency-Key for a day, so that a client that lost our
 * answer can ask again without a second charge. Refusals are remembered too: a retry must not
 * turn a decline into a payment.
 */
export class IdempotencyStore {
  #answers = new Map();

  constructor({ now, lifetime = DAY }) {
    this.now = now;
    this.lifetime = lifetime;
  }

  /**
   * @param {string} key as the client sent it
   * @param {string} request method, path and body; a key stands for one request only
   * @param {() => {status: number, body: object}} answer runs once per key
   * @returns {{status: number, body: object, replayed: boolean}}
   */
  once(key, request, answer) {
    this.#forgetOld();
    const fingerprint = createHash('sha256').update(request).digest('hex');
    const known = this.#answers.get(key);
    if (known && known.fingerprint !== fingerprint) {
      throw new PaymentRefused(
        422,
        'idempotency-key-reused',
        'Idempotency-Key: this key was sent with another request; use a new key for each one',
      );
    }
    if (known) {
      return { ...known.result, replayed: true };
    }
    const result = answer();
    this.#answers.set(key, { fingerprint, result, at: this.now() });
    return { ...result, replayed: false };
  }

  #forgetOld() {
    const oldest = this.now() - this.lifetime;
    for (const [key, { at }] of this.#answers) {
      if (at > oldest) break; // entries are in order of age
      this.#answers.delete(key);
    }
  }
}
