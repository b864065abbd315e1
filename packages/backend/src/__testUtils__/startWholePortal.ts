import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './eventually';
import { postgresConfig } from './postgresConfig';
import { freePort } from './startPortal';
import { startSandboxSignIn } from './startSandboxSignIn';

const ROOT = resolve(__dirname, '../../../..');
const STARTS_WITHIN_MS = 240_000;

interface WholePortal {
  baseUrl: string;
  /** Every mounted route, as `GET /api/catalog/entities`. */
  routes(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts the portal as `npm start` does, `src/index.ts` with the configuration of the sandbox, in a
 * process of its own. Only sign-in is there beside it: neither Git host nor Argo CD answers.
 *
 * @param config merged over the configuration of the sandbox
 */
export async function startWholePortal(config: object): Promise<WholePortal> {
  const scratch = mkdtempSync(join(tmpdir(), 'towpath-whole-'));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const clientSecret = 'oidc-secret-of-the-tests';
  const signIn = await startSandboxSignIn({
    portalUrl: baseUrl,
    clientSecret,
    users: readFileSync(join(ROOT, 'platform/org/users.yaml'), 'utf8'),
  });
  const closed = String(await freePort());
  mkdirSync(join(scratch, 'work'));
  const files = [
    join(ROOT, 'app-config.yaml'),
    join(ROOT, 'app-config.sandbox.yaml'),
    ...writeConfigs(
      scratch,
      {
        app: { packageName: 'built-app' },
        backend: { database: postgresConfig() },
      },
      config,
    ),
  ];
  const child = spawn(
    process.execPath,
    [
      ...[
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        resolve(__dirname, 'tellRoutes.ts'),
      ].flatMap(file => ['--require', file]),
      resolve(__dirname, '../index.ts'),
      ...files.flatMap(file => ['--config', file]),
    ],
    {
      cwd: resolve(__dirname, '../..'),
      env: {
        PATH: process.env.PATH,
        HOME: scratch,
        NODE_ENV: 'production',
        NODE_PATH: writeApp(scratch),
        TOWPATH_DATA: scratch,
        TOWPATH_PORT: String(port),
        TOWPATH_SIGN_IN_PORT: new URL(signIn.issuer).port,
        TOWPATH_GIT_PORT: closed,
        TOWPATH_ARGOCD_PORT: closed,
        TOWPATH_POSTGRES_PORT: closed,
        TOWPATH_OIDC_CLIENT_SECRET: clientSecret,
        TOWPATH_GIT_PASSWORD: 'git-password-of-the-tests',
        TOWPATH_ARGOCD_TOKEN: 'argocd-token-of-the-tests',
        TOWPATH_POSTGRES_PASSWORD: 'unused',
        TOWPATH_SESSION_SECRET: 'session-secret-of-the-tests',
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const stop = async () => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
    await signIn.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
  const ready = eventually(async () => {
    const answer = await fetch(`${baseUrl}/.backstage/health/v1/readiness`);
    if (!answer.ok) throw new Error(`Not ready: ${answer.status}`);
  }, STARTS_WITHIN_MS);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The portal ended with ${code} before it was ready`);
  });
  await Promise.race([ready, ended]);
  ended.catch(() => {});
  return {
    baseUrl,
    stop,
    async routes() {
      child.send('routes');
      // The loader of TypeScript sends messages of its own.
      for await (const [message] of on(child, 'message')) {
        if (message.routes) return message.routes;
      }
      throw new Error('The portal ended and told no routes');
    },
  };
}

function writeConfigs(folder: string, ...configs: object[]): string[] {
  return configs.map((config, i) => {
    const file = join(folder, `app-config.${i}.yaml`);
    writeFileSync(file, JSON.stringify(config));
    return file;
  });
}

/** What stands for the pages, so that their routes are there whether somebody has built them or not. */
function writeApp(folder: string): string {
  const modules = join(folder, 'node_modules');
  const app = join(modules, 'built-app');
  mkdirSync(join(app, 'dist/static'), { recursive: true });
  writeFileSync(join(app, 'package.json'), '{"name":"built-app"}');
  writeFileSync(join(app, 'dist/index.html'), '<html></html>');
  return modules;
}
