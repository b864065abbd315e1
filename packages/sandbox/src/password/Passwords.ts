import { createHmac, timingSafeEqual } from 'node:crypto';

// Without letters and digits that are taken for each other.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;
const LINK_LIFETIME_MS = 10 * 60_000;

/**
 * The passwords of people at the Git host and Argo CD: different in every installation and for
 * every person, all made from one secret of the installation, so that a person who is added has one
 * at once. People are called by the id of their account, so that a later one of a name has another.
 */
export class Passwords {
  readonly #key: string;
  readonly #clock: () => number;

  /** @param key - `TOWPATH_PASSWORD_KEY` of the installation */
  constructor(key: string, clock: () => number = Date.now) {
    this.#key = key;
    this.#clock = clock;
  }

  /** @returns 80 bits as `1a2b-3c4d-5e6f-7g8h` */
  of(id: string): string {
    const bytes = this.#sign(`password of ${id}`);
    const letters = [...bytes.subarray(0, LENGTH)].map(
      byte => LETTERS[byte % LETTERS.length],
    );
    return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
  }

  /** What lets a sign-in page show the password, for ten minutes. Only who knows the key can make it. */
  proofFor(id: string): string {
    const end = String(this.#clock() + LINK_LIFETIME_MS);
    return `${end}.${this.#sign(`link of ${id} until ${end}`).toString(
      'base64url',
    )}`;
  }

  /** @returns the password of the person when the proof is theirs and has not ended */
  readLink(id: string, proof: string): string | undefined {
    const [end, signature = ''] = proof.split('.');
    const expected = this.#sign(`link of ${id} until ${end}`);
    const sent = Buffer.from(signature, 'base64url');
    const isGood =
      sent.length === expected.length &&
      timingSafeEqual(sent, expected) &&
      Number(end) > this.#clock();
    return isGood ? this.of(id) : undefined;
  }

  #sign(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest();
  }
}
