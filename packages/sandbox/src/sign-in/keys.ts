import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeJson } from '@towpath/sandbox-kit';
import type { JWK } from 'oidc-provider';

/** What tokens and cookies are signed with. Losing it signs everybody out. */
export interface Keys {
  /** The newest first; the older ones still verify. */
  cookieKeys: string[];
  jwks: { keys: JWK[] };
}

/**
 * Reads the keys, or makes them at the first start, readable by their owner only.
 * @throws Error that names the file when it holds something else
 */
export async function loadKeys(file: string): Promise<Keys> {
  const text = await readIfThere(file);
  if (text === undefined) {
    return createKeys(file);
  }
  await chmod(file, 0o600);
  return parseKeys(text, file);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function createKeys(file: string): Promise<Keys> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key: JWK = {
    ...(privateKey.export({ format: 'jwk' }) as JWK),
    kid: randomBytes(8).toString('hex'),
    alg: 'RS256',
    use: 'sig',
  };
  const keys: Keys = {
    cookieKeys: [randomBytes(32).toString('base64url')],
    jwks: { keys: [key] },
  };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeJson(file, keys);
  return keys;
}

function parseKeys(text: string, file: string): Keys {
  try {
    const keys = JSON.parse(text) as Keys;
    if (keys.cookieKeys.length > 0 && keys.jwks.keys.length > 0) {
      return keys;
    }
  } catch {
    // The message below says what to do.
  }
  throw new Error(
    `${file} does not hold the sign-in keys. Remove it: new ones are made, and everybody signs in again.`,
  );
}
