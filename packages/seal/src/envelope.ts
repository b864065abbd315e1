import { SealError } from './SealError';

const VERSION = 1;
export const IV_BYTES = 12;
export const TAG_BYTES = 16;

/** A value of a key's id that fits into one. */
export const KEY_ID = /^[a-z0-9-]{1,32}$/;

/** What a sealed value consists of: version (1 byte), length of the key's id (1), the id, iv, tag, ciphertext. */
export interface Envelope {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
  ciphertext: Buffer;
}

/** What stands before the iv. */
export const headerOf = (keyId: string) =>
  Buffer.concat([Buffer.of(VERSION, keyId.length), Buffer.from(keyId)]);

export const pack = ({ keyId, iv, tag, ciphertext }: Envelope) =>
  Buffer.concat([headerOf(keyId), iv, tag, ciphertext]);

const notSealed = (why: string) =>
  new SealError('not-sealed', `This is no sealed value: ${why}`);

/** @throws SealError `not-sealed` */
export function unpack(bytes: Uint8Array): Envelope {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (all[0] !== VERSION) {
    throw notSealed(`its first byte is ${all[0] ?? 'missing'}, not ${VERSION}`);
  }
  const iv = 2 + (all[1] ?? 0);
  const tag = iv + IV_BYTES;
  const ciphertext = tag + TAG_BYTES;
  if (all.length < ciphertext) {
    throw notSealed(`it ends after ${all.length} bytes`);
  }
  const keyId = all.toString('latin1', 2, iv);
  if (!KEY_ID.test(keyId)) throw notSealed('it names no key');
  return {
    keyId,
    iv: all.subarray(iv, tag),
    tag: all.subarray(tag, ciphertext),
    ciphertext: all.subarray(ciphertext),
  };
}
