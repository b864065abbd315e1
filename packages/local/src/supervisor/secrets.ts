import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const NAMES = [
  'TOWPATH_SESSION_SECRET',
  'TOWPATH_OIDC_CLIENT_SECRET',
  'TOWPATH_GIT_PASSWORD',
  'TOWPATH_PASSWORD_KEY',
  'TOWPATH_ARGOCD_TOKEN',
  'TOWPATH_POSTGRES_PASSWORD',
  'TOWPATH_DATABASES_PASSWORD',
  'TOWPATH_SEAL_KEY',
  'TOWPATH_HOOK_SECRET',
  'TOWPATH_SCIM_TOKEN',
  'TOWPATH_SMTP_PASSWORD',
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
  const known = readKnown(file);
  const secrets = Object.fromEntries(
    NAMES.map(name => [name, known[name] ?? randomBytes(32).toString('hex')]),
  ) as Secrets;
  if (NAMES.some(name => !known[name]) || isOpenToOthers(file)) {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, {
      mode: 0o600,
    });
    fs.renameSync(`${file}.new`, file);
  }
  return secrets;
}

/**
 * Reads one secret that an earlier start made.
 *
 * @throws Error that says what to do when there is none yet
 */
export function readSecret(dataDir: string, name: keyof Secrets): string {
  const file = path.join(dataDir, 'secrets.json');
  const value = readKnown(file)[name];
  if (value) return value;
  throw new Error(
    `${file} has no ${name} yet: it is made at the next start. Run npm start first.`,
  );
}

function isOpenToOthers(file: string): boolean {
  return process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0;
}

function readKnown(file: string): Partial<Secrets> {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}
