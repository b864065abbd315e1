import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const directory = createMockDirectory();

/** Runs a guarded backend in a process of its own, with its Backstage services and two modules with settings. */
async function startWith(config: object) {
  directory.setContent({ 'app-config.yaml': JSON.stringify(config) });
  const program = resolve(__dirname, '../__testUtils__/guardedBackend.ts');
  const transform = require.resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
  const file = directory.resolve('app-config.yaml');
  const { NODE_OPTIONS: _, JEST_WORKER_ID: __, ...env } = process.env;
  return run(
    process.execPath,
    ['--require', transform, program, '--config', file],
    { env: { ...env, NODE_ENV: 'production' } },
  ).catch(error => error);
}

describe('a production backend with unsafe settings', () => {
  it('ends with 1 and one message, before it listens', async () => {
    const { code, stderr, stdout } = await startWith({
      towpath: { mode: 'production' },
      auth: { providers: { guest: {} }, session: { secret: 'hunter2' } },
      backend: {
        baseUrl: 'https://portal.corp.example',
        listen: { port: 7149 },
        database: {
          client: 'pg',
          connection: {
            host: 'localhost',
            password: 'x7Rq2LmZ9vKc4TnB8sWd1YpG',
          },
        },
      },
      permission: { enabled: true },
    });

    expect(code).toBe(1);
    expect(stderr).toBe(`This backend does not start: 3 settings to change
  auth.providers.guest lets anyone in without signing in
      remove it; docs/how-to/sign-in.md shows GitHub and OIDC
  backend.database.connection.host points at this machine, as the sandbox does
      set the address of the real service, or towpath.allowLocalServices: true if it runs here
  auth.session.secret has 7 characters, fewer than 24
      set a random value of its own, such as the output of: openssl rand -base64 32
`);
    expect(stdout).not.toContain('Listening');
  });

  it('ends with 1 on what is not known to be safe, in any area', async () => {
    const { code, stderr, stdout } = await startWith({
      towpath: { mode: 'production' },
      argocd: {
        instances: [
          { url: 'http://argocd.corp.example', insecureSkipVerify: true },
        ],
      },
      auth: {
        session: { secret: 'hX3vN0qLr8sYt2ZbKd7WfPq1' },
        providers: { oidc: { production: { clientSecret: 'towpath' } } },
      },
      backend: {
        baseUrl: 'https://portal.corp.example',
        listen: { port: 7149 },
        csp: { 'script-src': ['*'] },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: 'A8dUy3QfMi7LxWc2BvRj6NhK', subject: 'x' },
            },
          ],
        },
        database: {
          client: 'pg',
          connection: {
            host: 'db.corp.example',
            password: 'S1oZg5TbYp9EeVk4CqDm8FwJ',
            ssl: true,
          },
        },
      },
      catalog: { rules: [{ allow: ['Template', 'User', 'Group'] }] },
      terraform: { autoApprove: true },
      permission: { enabled: true },
    });

    expect(code).toBe(1);
    const keys = [...stderr.matchAll(/^ {2}(\S+) /gm)].map(([, key]) => key);
    expect(keys.sort()).toEqual([
      'argocd.instances[0].insecureSkipVerify',
      'argocd.instances[0].url',
      'auth.providers.oidc.production.clientSecret',
      'backend.auth.externalAccess[0].accessRestrictions',
      'backend.csp.script-src',
      'catalog.rules[0].allow',
      'terraform.autoApprove',
    ]);
    expect(stdout).not.toContain('Listening');
  });

  it('ends with 1 when nobody said which mode it runs in', async () => {
    const { code, stderr } = await startWith({ backend: {} });

    expect(code).toBe(1);
    expect(stderr).toBe(
      'towpath.mode is missing; set production, or sandbox on a laptop\n',
    );
  });
});
