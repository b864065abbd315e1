import {
  constants,
  createCipheriv,
  publicEncrypt,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

const KEY_BYTES = 32;
const LENGTH_BYTES = 2;
// Each key encrypts one value, so that its nonce never comes twice. The controller expects this one.
const NONCE = Buffer.alloc(12);

/** The Secret that the controller makes; the value opens for that one alone. */
export interface SealedFor {
  namespace: string;
  name: string;
}

/**
 * A value as `spec.encryptedData` of a SealedSecret has it, of scope "strict": length of the encrypted key in two bytes,
 * the key (RSA-OAEP with SHA-256, the label is namespace and name), the value (AES-256-GCM). In base64.
 */
export function sealForCluster(
  value: string,
  publicKey: KeyObject,
  { namespace, name }: SealedFor,
): string {
  const key = randomBytes(KEY_BYTES);
  const encryptedKey = publicEncrypt(
    {
      key: publicKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(`${namespace}/${name}`),
    },
    key,
  );
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt16BE(encryptedKey.length);
  const cipher = createCipheriv('aes-256-gcm', key, NONCE);
  return Buffer.concat([
    length,
    encryptedKey,
    cipher.update(value, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64');
}
