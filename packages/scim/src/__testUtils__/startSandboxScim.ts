import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestProcess } from '@towpath/test-kit';
import type { ScimServer } from './ScimServer';

const ORG = `
kind: User
metadata: { name: ada }
spec: { profile: { email: ada@myorg.example }, memberOf: [team-finance] }
---
kind: Group
metadata: { name: team-finance }
spec: { profile: { displayName: Team Finance } }
`;

/** Sign-in of the sandbox, with its SCIM. */
export async function startSandboxScim(): Promise<ScimServer> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-scim-client-'));
  writeFileSync(join(folder, 'org.yaml'), ORG);
  const token = 'token-of-the-sandbox';
  const process = new TestProcess<{ issuer: string }>(
    require.resolve('@towpath/sandbox/testing/sign-in'),
    {
      ...{ port: 0, orgDir: folder, dataDir: join(folder, 'data') },
      ...{ portalUrl: 'http://localhost:7999', clientSecret: 'secret' },
      scimToken: token,
    },
  );
  const { issuer } = await process.told();
  return {
    settings: { url: `${issuer}/scim/v2`, credentials: { token } },
    group: 'Team Finance',
    stop: async () => {
      await process.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
