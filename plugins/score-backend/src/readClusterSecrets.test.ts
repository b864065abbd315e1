import { generateKeyPairSync } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { readClusterSecrets } from './readClusterSecrets';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const curve = generateKeyPairSync('ed25519');
const pem = ({ publicKey }: typeof rsa) =>
  publicKey.export({ type: 'spki', format: 'pem' }).toString();

const read = (...clusters: object[]) =>
  readClusterSecrets(
    new ConfigReader({ score: { secrets: { clusters } } } as any),
  );

it('reads from the store "towpath" where nothing is said', () => {
  expect(read()('dev')).toEqual({ by: 'external-secret', store: 'towpath' });
});

it('gives each environment of one cluster a store of its own', () => {
  const find = read({ environment: 'dev', secretStore: 'towpath-dev' });
  expect(find('dev')).toMatchObject({ store: 'towpath-dev' });
  expect(find('staging')).toMatchObject({ store: 'towpath' });
});

it('encrypts for a controller whose certificate is given', () => {
  const find = read({ environment: 'dev', sealedSecretsCertificate: pem(rsa) });
  expect(find('dev')).toMatchObject({ by: 'sealed-secret' });
});

const dev = { environment: 'dev' };
it.each([
  [[{ ...dev, sealedSecretsCertificate: 'x' }], /of dev: .* is no certificate/],
  [[{ ...dev, sealedSecretsCertificate: pem(curve as any) }], /ed25519/],
  [
    [
      {
        ...dev,
        sealedSecretsCertificate: rsa.privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }),
      },
    ],
    /of dev: .* holds a private key/,
  ],
  [
    [{ ...dev, secretStore: 'a', sealedSecretsCertificate: pem(rsa) }],
    /keep one of them/,
  ],
  [[dev, dev], /names dev twice/],
])('refuses %#, and names the environment', (clusters, message) => {
  expect(() => read(...clusters)).toThrow(message);
});
