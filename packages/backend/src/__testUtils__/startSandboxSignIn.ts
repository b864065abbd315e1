import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const SIGN_IN = resolve(__dirname, '../../../sandbox/src/sign-in/index.ts');

const SCRIPT = `
  const { startSignIn } = await import(process.argv[1]);
  const options = JSON.parse(process.argv[2]);
  const { issuer } = await startSignIn({ ...options, log: console.error });
  console.log(issuer);`;

interface SandboxSignIn {
  issuer: string;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox's identity provider, in a process of its own as Node must run it directly.
 *
 * @param options.users YAML of the User entities that can be chosen
 */
export async function startSandboxSignIn(options: {
  portalUrl: string;
  clientSecret: string;
  users: string;
}): Promise<SandboxSignIn> {
  const scratch = mkdtempSync(join(tmpdir(), 'towpath-auth-'));
  const orgDir = join(scratch, 'org');
  mkdirSync(orgDir);
  writeFileSync(join(orgDir, 'users.yaml'), options.users);
  const settings = {
    port: 0,
    dataDir: join(scratch, 'data'),
    orgDir,
    portalUrl: options.portalUrl,
    clientSecret: options.clientSecret,
  };
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      SCRIPT,
      pathToFileURL(SIGN_IN).href,
      JSON.stringify(settings),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  process.once('exit', () => child.kill());
  const exited = new Promise<void>(done => {
    child.once('exit', () => done());
  });
  const stop = async () => {
    child.kill();
    await exited;
    rmSync(scratch, { recursive: true, force: true });
  };
  for await (const issuer of createInterface({ input: child.stdout })) {
    return { issuer, stop };
  }
  throw new Error('The identity provider ended before it listened.');
}
