import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const NAMES = [
  'TOWPATH_SESSION_SECRET',
  'TOWPATH_OIDC_CLIENT_SECRET',
  'TOWPATH_GIT_PASSWORD',
  'TOWPATH_ARGOCD_TOKEN',
  'TOWPATH_POSTGRES_PASSWORD',
] as const;

export type Secrets = Record<(typeof NAMES)[number], string>;

/**
 * Reads the secrets of this installation, making those that are missing. They are
 * made once and kept, since sessions and the database cluster depend on them.
 *
 * @param dataDir - folder of `secrets.json`, which only its owner may read
 */
export function prepareSecrets(dataDir: string): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  const known: Partial<Secrets> = fs.existsSync(file)
    ? JSON.parse(fs.readFileSync(file, 'utf8'))
    : {};
  const secrets = Object.fromEntries(
    NAMES.map(name => [name, known[name] ?? randomBytes(32).toString('hex')]),
  ) as Secrets;
  if (NAMES.some(name => !known[name])) {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, {
      mode: 0o600,
    });
    fs.renameSync(`${file}.new`, file);
  }
  return secrets;
}
