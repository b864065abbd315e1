import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The first characters, 0-9 and a-f, of the SHA-256 of a text.
 *
 * @public
 */
export function shortHash(text: string, length = 10): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, length);
}

/**
 * A name that fits: as it is, or cut, with a hash of the whole at its end so
 * that two long names stay apart.
 */
export function fitName(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const head = name.slice(0, longest - 9).replace(/[^A-Za-z0-9]+$/, '');
  return `${head}-${shortHash(name, 8)}`;
}

/** The standard base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The bytes of standard base64, or undefined when it is not that. */
export function fromBase64(text: string): Uint8Array | undefined {
  const clean = text.replace(/[\r\n]/g, '');
  const form =
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  if (!form.test(clean)) return undefined;
  return Uint8Array.from(atob(clean), character => character.charCodeAt(0));
}
