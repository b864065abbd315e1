import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CLI = require.resolve('@towpath/sandbox/token');

/** Signs in at a portal as a person of the sandbox, and answers their token. */
export async function signInAs(name: string, portal: string): Promise<string> {
  const args = [CLI, '--as', name, '--portal', portal];
  const { stdout } = await run(process.execPath, args);
  return stdout.trim();
}

/** A key with which the portal signs tokens, known to the test, so that it can make expired ones. */
export class SigningKey {
  readonly #folder = mkdtempSync(join(tmpdir(), 'towpath-key-'));
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  /** The configuration that makes the portal use it. */
  get config() {
    const { publicKey, privateKey } = this.#pair;
    const key = {
      keyId: 'of-the-test',
      publicKeyFile: this.#write(
        'public',
        publicKey.export({ type: 'spki', format: 'pem' }),
      ),
      privateKeyFile: this.#write(
        'private',
        privateKey.export({ type: 'pkcs8', format: 'pem' }),
      ),
    };
    return { keyStore: { provider: 'static', static: { keys: [key] } } };
  }

  /** The same token, rightly signed, as it was two hours after its end. */
  expired(token: string): string {
    const [header, payload] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const past = {
      ...claims,
      iat: claims.iat - 10_800,
      exp: claims.exp - 10_800,
    };
    const signed = `${header}.${Buffer.from(JSON.stringify(past)).toString(
      'base64url',
    )}`;
    const key = {
      key: this.#pair.privateKey,
      dsaEncoding: 'ieee-p1363',
    } as const;
    return `${signed}.${sign('sha256', Buffer.from(signed), key).toString(
      'base64url',
    )}`;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #write(name: string, pem: string | Buffer): string {
    const file = join(this.#folder, `${name}.pem`);
    writeFileSync(file, pem);
    return file;
  }
}
