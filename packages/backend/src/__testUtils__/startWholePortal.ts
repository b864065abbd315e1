import { spawn, type ChildProcess } from 'node:child_process';
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
import { freePort } from '@towpath/test-kit';
import { eventually } from './eventually';
import { postgresConfig } from './postgresConfig';
import { startSandboxSignIn } from './startSandboxSignIn';

const ROOT = resolve(__dirname, '../../../..');
const BACKEND = resolve(__dirname, '../..');
const CLIENT_SECRET = 'oidc-secret-of-the-tests';

const PRELOADED = [
  require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
  resolve(__dirname, 'tellRoutes.ts'),
];

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
  const folder = mkdtempSync(join(tmpdir(), 'towpath-whole-'));
  mkdirSync(join(folder, 'work'));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const signIn = await startSandboxSignIn({
    portalUrl: baseUrl,
    clientSecret: CLIENT_SECRET,
    users: readFileSync(join(ROOT, 'platform/org/users.yaml'), 'utf8'),
  });
  const child = startBackend(writeConfigs(folder, config), {
    ...(await sandboxVariables(folder, port, signIn.issuer)),
    HOME: folder,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    NODE_PATH: writeApp(folder),
    PATH: process.env.PATH,
  });
  await untilReady(baseUrl, child);
  return {
    baseUrl,
    routes: () => routesOf(child),
    async stop() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
      await signIn.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startBackend(configs: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(
    process.execPath,
    [
      ...PRELOADED.flatMap(file => ['--require', file]),
      join(BACKEND, 'src/index.ts'),
      ...configs.flatMap(file => ['--config', file]),
    ],
    { cwd: BACKEND, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
}

/** What `npm start` sets for `app-config.sandbox.yaml`. */
async function sandboxVariables(folder: string, port: number, issuer: string) {
  const closed = String(await freePort());
  return {
    TOWPATH_DATA: folder,
    TOWPATH_PORT: String(port),
    TOWPATH_SIGN_IN_PORT: new URL(issuer).port,
    TOWPATH_GIT_PORT: closed,
    TOWPATH_ARGOCD_PORT: closed,
    TOWPATH_MAIL_PORT: closed,
    TOWPATH_SMTP_PORT: closed,
    TOWPATH_SMTP_PASSWORD: 'smtp-password-of-the-tests',
    TOWPATH_POSTGRES_PORT: closed,
    TOWPATH_DATABASES_PORT: closed,
    TOWPATH_OIDC_CLIENT_SECRET: CLIENT_SECRET,
    TOWPATH_GIT_PASSWORD: 'git-password-of-the-tests',
    TOWPATH_ARGOCD_TOKEN: 'argocd-token-of-the-tests',
    TOWPATH_POSTGRES_PASSWORD: 'password-that-is-not-used',
    TOWPATH_DATABASES_PASSWORD: 'password-that-is-not-used',
    TOWPATH_SEAL_KEY: 'k'.repeat(64),
    TOWPATH_HOOK_SECRET: 'h'.repeat(64),
    TOWPATH_SESSION_SECRET: 'session-secret-of-the-tests',
  };
}

function writeConfigs(folder: string, config: object): string[] {
  const own = {
    app: { packageName: 'built-app' },
    backend: { database: postgresConfig() },
  };
  const written = [own, config].map((data, i) => {
    const file = join(folder, `app-config.${i}.yaml`);
    writeFileSync(file, JSON.stringify(data));
    return file;
  });
  const shipped = ['app-config.yaml', 'app-config.sandbox.yaml'];
  return [...shipped.map(name => join(ROOT, name)), ...written];
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

async function untilReady(baseUrl: string, child: ChildProcess): Promise<void> {
  const said: string[] = [];
  for (const output of [child.stdout!, child.stderr!])
    output.on('data', text => said.push(String(text)));
  const ready = eventually(async () => {
    const answer = await fetch(`${baseUrl}/.backstage/health/v1/readiness`);
    if (!answer.ok) throw new Error(`Not ready: ${answer.status}`);
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(
      `The portal ended with ${code} before it was ready: ${said.join('')}`,
    );
  });
  await Promise.race([ready, ended]);
  ended.catch(() => {});
}

async function routesOf(child: ChildProcess): Promise<string[]> {
  child.send('routes');
  // The loader of TypeScript sends messages of its own.
  for await (const [message] of on(child, 'message')) {
    if (message.routes) return message.routes;
  }
  throw new Error('The portal ended and told no routes');
}
