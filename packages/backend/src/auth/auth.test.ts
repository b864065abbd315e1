import { mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { UserEntity } from '@backstage/catalog-model';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { freePort } from '@towpath/test-kit';
import { startPortal } from '../__testUtils__/startPortal';
import { startSandboxSignIn } from '../__testUtils__/startSandboxSignIn';
import oidc from '.';

const SECRET = 'a-client-secret-for-this-test';

const USERS = `
kind: User
metadata: { name: ada }
spec: { profile: { displayName: Ada Okafor, email: ada.okafor@myorg.example }, memberOf: [team-finance] }
---
kind: User
metadata: { name: grace }
spec: { profile: { displayName: Grace Lindqvist, email: grace.lindqvist@myorg.example }, memberOf: [] }
`;

/** Ada is in the catalog, under her sign-in name or another; Grace is not. */
const adaInCatalog = (name: string): UserEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { email: 'ada.okafor@myorg.example' }, memberOf: [] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/team-finance' }],
});

interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command as a script would. */
function token(...args: string[]): Promise<Result> {
  const cli = require.resolve('@towpath/sandbox/token');
  return new Promise(done => {
    execFile(process.execPath, [cli, ...args], (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function startBoth(resolver: string, user: UserEntity) {
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const signIn = await startSandboxSignIn({
    portalUrl: baseUrl,
    clientSecret: SECRET,
    users: USERS,
  });
  const provider = {
    metadataUrl: `${signIn.issuer}/.well-known/openid-configuration`,
    clientId: 'towpath',
    clientSecret: SECRET,
    prompt: 'login consent',
    additionalScopes: ['offline_access'],
    signIn: { resolvers: [{ resolver }] },
  };
  const portal = await startPortal(
    [
      authBackend,
      oidc,
      catalogServiceMock.factory({ entities: [user] }),
      mockServices.rootLogger.factory({ level: 'none' }),
    ] as Parameters<typeof startPortal>[0],
    {
      app: { baseUrl },
      backend: { baseUrl, listen: { port } },
      auth: {
        environment: 'sandbox',
        session: { secret: 'a-session-secret' },
        providers: { oidc: { sandbox: provider } },
      },
    },
  );
  const stop = async () => {
    await portal.stop();
    await signIn.stop();
  };
  return { baseUrl, stop };
}

describe('a sign-in by preferred_username', () => {
  let portal: Awaited<ReturnType<typeof startBoth>>;

  beforeAll(async () => {
    portal = await startBoth(
      'preferredUsernameMatchingUserEntityName',
      adaInCatalog('ada'),
    );
  });
  afterAll(() => portal?.stop());

  it('prints nothing but a token that the portal takes for that person', async () => {
    const { code, stdout, stderr } = await token(
      ...['--as', 'ada', '--portal', portal.baseUrl],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const response = await fetch(`${portal.baseUrl}/api/auth/v1/userinfo`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    });
    expect(await response.json()).toMatchObject({
      claims: {
        sub: 'user:default/ada',
        ent: ['user:default/ada', 'group:default/team-finance'],
      },
    });
  });

  it('says on standard error until when the token is good', async () => {
    const { stderr } = await token(
      ...['--as', 'ada', '--expires', '--portal', portal.baseUrl],
    );
    const [, until] = /^Good until (\S+)\n$/.exec(stderr) ?? [];
    expect(Date.parse(until)).toBeGreaterThan(Date.now());
  });

  it('lists the names for one that does not exist', async () => {
    const result = await token(
      ...['--as', 'alice', '--portal', portal.baseUrl],
    );
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(/nobody called "alice"/);
    expect(result.stderr).toMatch(/ada +Ada Okafor\n +grace +Grace Lindqvist/);
  });

  it('names the User that the catalog lacks', async () => {
    const { code, stderr } = await token(
      ...['--as', 'grace', '--portal', portal.baseUrl],
    );
    expect(code).toBe(1);
    expect(stderr).toContain(
      'grace.lindqvist@myorg.example is signed in at the identity provider, but the catalog has no User with the name "grace". Ask the platform team to add one.',
    );
  });
});

describe('a sign-in by e-mail address', () => {
  const cases = [
    {
      resolver: 'emailMatchingUserEntityProfileEmail',
      name: 'someone',
      missing: 'spec.profile.email "grace.lindqvist@myorg.example"',
    },
    {
      resolver: 'emailLocalPartMatchingUserEntityName',
      name: 'ada.okafor',
      missing: 'the name "grace.lindqvist"',
    },
  ];
  it.each(cases)(
    'finds the User through $resolver, and names the one it does not find',
    async ({ resolver, name, missing }) => {
      const portal = await startBoth(resolver, adaInCatalog(name));
      try {
        const ada = await token('--as', 'ada', '--portal', portal.baseUrl);
        const [, claims] = ada.stdout.split('.');
        expect(
          JSON.parse(Buffer.from(claims, 'base64url').toString()).sub,
        ).toBe(`user:default/${name}`);
        const grace = await token('--as', 'grace', '--portal', portal.baseUrl);
        expect(grace.stderr).toContain(`no User with ${missing}`);
      } finally {
        await portal.stop();
      }
    },
  );
});

describe('a token from something that is not the sandbox', () => {
  let server: Server | undefined;

  afterEach(() => server?.close());

  async function answering(status: number, headers = {}): Promise<string> {
    const port = await freePort();
    server = createServer((_req, res) => res.writeHead(status, headers).end());
    await new Promise<void>(done => server?.listen(port, 'localhost', done));
    return `http://localhost:${port}`;
  }

  it.each(['https://portal.myorg.example', 'http://127.0.0.1:7007'])(
    'is refused before anything is asked: %s',
    async url => {
      const { code, stderr } = await token('--as', 'ada', '--portal', url);
      expect(code).toBe(1);
      expect(stderr).toContain(`The portal at ${url} is not on localhost`);
    },
  );

  it('is refused when sign-in leads away from this machine', async () => {
    const url = await answering(302, { location: 'https://login.example.com' });
    const { code, stderr } = await token('--as', 'ada', '--portal', url);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${url} signs people in at https://login.example.com`,
    );
  });

  it('is refused with what was answered when nobody can be chosen there', async () => {
    const url = await answering(404);
    const { stderr } = await token('--as', 'ada', '--portal', url);
    expect(stderr).toContain(`does not sign people in through the sandbox`);
    expect(stderr).toContain('status 404');
  });

  it('asks for a moment of patience while the portal starts', async () => {
    const url = await answering(503);
    const { stderr } = await token('--as', 'ada', '--portal', url);
    expect(stderr).toContain('is still starting');
  });

  it('says how to start a portal when none runs', async () => {
    const url = `http://localhost:${await freePort()}`;
    const { code, stderr } = await token('--as', 'ada', '--portal', url);
    expect(code).toBe(1);
    expect(stderr).toContain(`Nothing answers at ${url} (ECONNREFUSED)`);
    expect(stderr).toContain('npm start');
  });

  it.each([
    [[], /Whose token\? Add --as NAME/],
    [['--as', 'ada', '--portal', 'localhost'], /--portal "localhost" is not a/],
    [['--name', 'ada'], /'--name'/],
  ])('says how it is called: %j', async (args, message) => {
    const { code, stderr } = await token(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
