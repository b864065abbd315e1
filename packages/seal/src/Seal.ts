import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { toUSVString } from 'node:util';
import {
  headerOf,
  IV_BYTES,
  KEY_ID,
  pack,
  TAG_BYTES,
  unpack,
  type Envelope,
} from './envelope';
import { SealError } from './SealError';
import type { SealKey } from './SealKey';

/** Where a value is kept. It opens there, and nowhere else. */
export interface SealPlace {
  table: string;
  /** What the row is found by. */
  row: string;
  field: string;
}

const CIPHER = 'aes-256-gcm';
// Without it, Node takes a tag of four bytes as well.
const OPTIONS = { authTagLength: TAG_BYTES };

/** What is not encrypted, and yet cannot be changed: the key's id, and the place. */
const boundTo = (keyId: string, { table, row, field }: SealPlace) =>
  Buffer.concat([
    headerOf(keyId),
    Buffer.from(JSON.stringify([table, row, field])),
  ]);

function checkKeys(keys: SealKey[]): void {
  if (!keys.length) throw new Error('There is no key to seal with: give one');
  for (const [at, { id, secret }] of keys.entries()) {
    if (!KEY_ID.test(id)) {
      throw new Error(
        `The key id "${id}" does not fit: write 1 to 32 of a-z, 0-9 and "-"`,
      );
    }
    if (secret.length !== 32) {
      throw new Error(
        `The secret of the key "${id}" has ${secret.length} bytes: it takes 32`,
      );
    }
    if (keys.findIndex(key => key.id === id) !== at) {
      throw new Error(
        `Two keys have the id "${id}": give each secret an id of its own`,
      );
    }
  }
}

/**
 * Encrypts values for a table: AES-256-GCM under a key that each value names, bound to the place of the value.
 *
 * @example
 * ```ts
 * const seal = new Seal([readSealKey('2026-11', secret)]);
 * const place = { table: 'secrets', row: id, field: 'password' };
 * const bytes = seal.seal('correct horse', place);
 * seal.open(bytes, place); // 'correct horse'
 * ```
 */
export class Seal {
  readonly #secrets: Map<string, Buffer>;
  /** The id of the key that new values are sealed with. What another key has sealed is to be sealed anew. */
  readonly currentKeyId: string;

  /** What begins every value that the current key has sealed, and none that another one has: so a query finds the rest. */
  get currentMark(): Buffer {
    return headerOf(this.currentKeyId);
  }

  /**
   * @param keys - the first seals, all open.
   * @throws an Error that says what is wrong with which key.
   */
  constructor(keys: SealKey[]) {
    checkKeys(keys);
    this.#secrets = new Map(keys.map(({ id, secret }) => [id, secret]));
    this.currentKeyId = keys[0].id;
  }

  /**
   * @param text - any text; one that holds half a surrogate pair is refused, since UTF-8 would change it.
   * @returns bytes for a column of type `bytea`: 30 and the length of the key's id more than the text.
   */
  seal(text: string, place: SealPlace): Buffer {
    if (toUSVString(text) !== text) {
      throw new Error(
        `The value for ${place.table}.${place.field} is not well-formed Unicode, and would open as another text`,
      );
    }
    return this.sealBytes(Buffer.from(text), place);
  }

  /** As {@link Seal.seal}, for what is no text. */
  sealBytes(plain: Uint8Array, place: SealPlace): Buffer {
    const keyId = this.currentKeyId;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#secretOf(keyId), iv, OPTIONS);
    cipher.setAAD(boundTo(keyId, place));
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
    return pack({ keyId, iv, tag: cipher.getAuthTag(), ciphertext });
  }

  /**
   * The whole text, or none of it.
   *
   * @throws SealError that says which of three things is so.
   */
  open(bytes: Uint8Array, place: SealPlace): string {
    return this.openBytes(bytes, place).toString();
  }

  /** As {@link Seal.open}, for what was sealed by {@link Seal.sealBytes}. */
  openBytes(bytes: Uint8Array, place: SealPlace): Buffer {
    const envelope = unpack(bytes);
    const secret = this.#secretOf(envelope.keyId);
    try {
      return decrypt(envelope, secret, place);
    } catch {
      throw new SealError(
        'changed',
        `The sealed value of ${place.table}.${place.field} in row ${place.row} was changed, comes from another place, or the key "${envelope.keyId}" has another secret now`,
      );
    }
  }

  /**
   * 32 bytes that nobody can tell who has not the current key: the same for the same words, and others for others.
   *
   * @param words - what they are for, the use first.
   */
  derive(words: string[]): Buffer {
    return deriveFrom(this.#secretOf(this.currentKeyId), words);
  }

  /** What {@link Seal.derive} gives under each key, the current one first: what was given out before keys were changed. */
  deriveUnderAll(words: string[]): Buffer[] {
    return [...this.#secrets.values()].map(one => deriveFrom(one, words));
  }

  /**
   * The id of the key that a value is sealed with, whether that key is known here or not.
   *
   * @throws SealError `not-sealed`
   */
  keyOf(bytes: Uint8Array): string {
    return unpack(bytes).keyId;
  }

  #secretOf(keyId: string): Buffer {
    const secret = this.#secrets.get(keyId);
    if (secret) return secret;
    throw new SealError(
      'unknown-key',
      `The value is sealed with the key "${keyId}", which is not known here: add it to the keys, behind the first`,
    );
  }
}

function deriveFrom(secret: Buffer, words: string[]): Buffer {
  const info = `towpath derived 1 ${JSON.stringify(words)}`;
  return Buffer.from(hkdfSync('sha256', secret, '', info, 32));
}

function decrypt(
  { keyId, iv, tag, ciphertext }: Envelope,
  secret: Buffer,
  place: SealPlace,
): Buffer {
  const decipher = createDecipheriv(CIPHER, secret, iv, OPTIONS);
  decipher.setAAD(boundTo(keyId, place));
  decipher.setAuthTag(tag);
  // `update` gives out what nobody has vouched for; `final` does, or throws.
  const plain = decipher.update(ciphertext);
  decipher.final();
  return plain;
}
