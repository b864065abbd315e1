import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestProcess } from '@towpath/test-kit';

interface SandboxSignIn {
  issuer: string;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox's identity provider, in a process of its own.
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
  const signIn = new TestProcess<{ issuer: string }>(
    require.resolve('@towpath/sandbox/testing/sign-in'),
    {
      port: 0,
      dataDir: join(scratch, 'data'),
      orgDir,
      portalUrl: options.portalUrl,
      clientSecret: options.clientSecret,
    },
  );
  const { issuer } = await signIn.told();
  return {
    issuer,
    async stop() {
      await signIn.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
