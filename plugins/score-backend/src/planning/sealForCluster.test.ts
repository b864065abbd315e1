import {
  constants,
  createDecipheriv,
  generateKeyPairSync,
  privateDecrypt,
  type KeyObject,
} from 'node:crypto';
import { sealForCluster, type SealedFor } from './sealForCluster';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
});
const DEV = { namespace: 'shop-dev', name: 'shop-db' };

/** As the controller of Sealed Secrets opens it. */
function open(
  sealed: string,
  { namespace, name }: SealedFor,
  key: KeyObject = privateKey,
): string {
  const bytes = Buffer.from(sealed, 'base64');
  const end = 2 + bytes.readUInt16BE(0);
  const session = privateDecrypt(
    {
      key,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
      oaepLabel: Buffer.from(`${namespace}/${name}`),
    },
    bytes.subarray(2, end),
  );
  const cipher = createDecipheriv('aes-256-gcm', session, Buffer.alloc(12));
  cipher.setAuthTag(bytes.subarray(-16));
  const text = cipher.update(bytes.subarray(end, -16));
  return Buffer.concat([text, cipher.final()]).toString('utf8');
}

it.each(['', 'pässword', 'x'.repeat(100_000)])(
  'the controller reads %#, whatever its length and letters',
  value => {
    expect(open(sealForCluster(value, publicKey, DEV), DEV)).toBe(value);
  },
);

it('does not open in another namespace, where somebody else may have copied it to', () => {
  const sealed = sealForCluster('secret', publicKey, DEV);
  expect(() => open(sealed, { ...DEV, namespace: 'other' })).toThrow();
  expect(() => open(sealed, { ...DEV, name: 'other' })).toThrow();
});

it('says nothing of two values being one', () => {
  const [one, other] = [1, 2].map(() =>
    sealForCluster('secret', publicKey, DEV),
  );
  expect(one).not.toBe(other);
});
