// The supervisor behind "npm start" and "npm run dev": PostgreSQL, then the sandbox,
// then the portal; and back in the opposite order when asked to end.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  claimInstance,
  clearEarlierPostgres,
  type PostgresServer,
  prepareSecrets,
  readSettings,
  releaseInstance,
  requireFreePorts,
  Service,
  settingsEnvironment,
  startPostgres,
} from '@towpath/local';
import { onParentGone } from './lib/lifeline.mjs';
import { report, stage, summary } from './lib/terminal.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const RESTARTS = 5;
const RESTARTS_WITHIN_MS = 10 * 60_000;
const LEFTOVERS_END_WITHIN_MS = 25_000;
const DEV_URL = 'http://localhost:3000';

const dev = process.argv.includes('--dev');
const verbose = process.argv.includes('-v');
const settings = readSettings(ROOT, process.env);
const logs = path.join(settings.dataDir, 'logs');
const exitWithParent = [
  '--import',
  import.meta.resolve('@towpath/local/exit-with-parent'),
];
const inside = (...parts: string[]) => path.join(ROOT, ...parts);

function configFiles(): string[] {
  const names = ['app-config.yaml', 'app-config.sandbox.yaml'];
  if (process.env.TOWPATH_API_TOKEN) names.push('app-config.api-token.yaml');
  if (fs.existsSync(inside('app-config.local.yaml'))) {
    names.push('app-config.local.yaml');
  }
  return names.flatMap(name => ['--config', inside(name)]);
}

function sandbox(env: NodeJS.ProcessEnv): Service {
  return new Service({
    name: 'The sandbox',
    command: [
      process.execPath,
      ...exitWithParent,
      fileURLToPath(import.meta.resolve('@towpath/sandbox/main')),
    ],
    cwd: ROOT,
    env,
    log: path.join(logs, 'sandbox.log'),
    verbose,
    readyUrl: `${settings.urls.argoCd}/api/version`,
    readyWithinMs: 60_000,
  });
}

function portal(env: NodeJS.ProcessEnv): Service {
  const script = dev
    ? [inside('node_modules/@backstage/cli/bin/backstage-cli'), 'repo', 'start']
    : [
        '--require',
        inside('node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
        inside('packages/backend/src/index.ts'),
      ];
  return new Service({
    name: 'The portal',
    command: [process.execPath, ...exitWithParent, ...script, ...configFiles()],
    cwd: dev ? ROOT : inside('packages/backend'),
    env: {
      ...env,
      NODE_ENV: dev ? 'development' : 'production',
      ...(dev && {
        APP_CONFIG_app_baseUrl: DEV_URL,
        APP_CONFIG_backend_cors_origin: DEV_URL,
        APP_CONFIG_backend_cors_credentials: 'true',
      }),
    },
    log: path.join(logs, 'portal.log'),
    verbose: verbose || dev,
    readyUrl: `${settings.urls.portal}/.backstage/health/v1/readiness`,
    readyWithinMs: 180_000,
  });
}

/**
 * TechDocs rewrites the mkdocs.yml of a local folder whenever it builds it, so the
 * portal's own documentation is served from a copy.
 */
function copyHandbook() {
  const copy = path.join(settings.dataDir, 'handbook');
  fs.rmSync(copy, { recursive: true, force: true });
  for (const name of ['catalog-info.yaml', 'docs']) {
    fs.cpSync(inside(name), path.join(copy, name), { recursive: true });
  }
}

/** Starts a service again when it dies, unless it keeps dying. */
function keepAlive(service: Service, giveUp: (error: Error) => void) {
  const deaths: number[] = [];
  service.onDeath = how => {
    const now = Date.now();
    deaths.push(now);
    const recent = deaths.filter(at => now - at < RESTARTS_WITHIN_MS);
    if (recent.length > RESTARTS) {
      giveUp(new Error(`${service.name} keeps ending (${how}).`));
      return;
    }
    console.log(`! ${service.name} ended (${how}); starting it again.`);
    service
      .start()
      .then(() => console.log(`✓ ${service.name} is back.`), giveUp);
  };
}

function tellWhereToGo() {
  const { portal: portalUrl, git, signIn, argoCd, mail } = settings.urls;
  summary('Towpath is ready', [
    ['Portal', dev ? DEV_URL : portalUrl],
    [
      'Sign in as',
      'Ada (developer) · Grace (team lead) · Linus (platform engineer) · Nia (first day)',
    ],
    ['Git host', git],
    ['Argo CD', argoCd],
    ['Identity', signIn],
    ['Mail', mail],
    ['Logs', path.relative(process.cwd(), logs) || '.'],
    ['Stop', 'Ctrl-C; nothing is lost. "npm run reset" begins anew.'],
  ]);
}

async function main() {
  const wasKilled = claimInstance(settings.dataDir, settings.urls.portal);
  const databases: PostgresServer[] = [];
  let stopping: Promise<void> | undefined;
  const services: Service[] = [];

  const stopAll = async () => {
    for (const service of [...services].reverse()) await service.stop();
    await Promise.all(databases.map(server => server.stop()));
    releaseInstance(settings.dataDir);
  };
  const stop = (code: number) => {
    stopping ??= stage('Stop', stopAll).finally(() => process.exit(code));
    return stopping;
  };
  const giveUp = (error: Error) => {
    if (stopping) return;
    report(error);
    stop(1);
  };
  process.on('SIGINT', () => stop(0));
  process.on('SIGTERM', () => stop(0));
  process.on('SIGHUP', () => stop(0));
  onParentGone(() => stop(1));

  try {
    if (wasKilled) console.log('! The last start was killed; recovering.');
    for (const name of ['logs', 'work', 'techdocs']) {
      fs.mkdirSync(path.join(settings.dataDir, name), { recursive: true });
    }
    copyHandbook();
    const secrets = prepareSecrets(settings.dataDir);
    const env = {
      ...process.env,
      ...settingsEnvironment(settings),
      ...secrets,
    };

    /** Starts a server with its data in a folder, and again whenever it ends. */
    const runPostgres = async (
      name: string,
      at: { port: number; password: string },
    ) => {
      const log = path.join(logs, `${name}.log`);
      const logFd = fs.openSync(log, 'w', 0o600);
      const dir = path.join(settings.dataDir, name);
      const server = await startPostgres({ dir, ...at, logFd });
      fs.closeSync(logFd);
      databases.push(server);
      server.ended.then(code => {
        databases.splice(databases.indexOf(server), 1);
        if (stopping) return;
        console.log(`! PostgreSQL ended (code ${code}); starting it again.`);
        runPostgres(name, at).catch(giveUp);
      });
    };
    await stage('PostgreSQL', async () => {
      for (const name of ['postgres', 'databases']) {
        await clearEarlierPostgres(path.join(settings.dataDir, name));
      }
      // The other children of a killed start notice that, and end by themselves.
      const patience = wasKilled ? LEFTOVERS_END_WITHIN_MS : 0;
      await requireFreePorts(settings.ports, patience);
      await runPostgres('postgres', {
        port: settings.ports.postgres,
        password: secrets.TOWPATH_POSTGRES_PASSWORD,
      });
      await runPostgres('databases', {
        port: settings.ports.databases,
        password: secrets.TOWPATH_DATABASES_PASSWORD,
      });
    });
    for (const [title, service] of [
      ['Git host, Argo CD, sign-in and mail', sandbox(env)],
      ['Portal', portal(env)],
    ] as const) {
      if (stopping) return;
      services.push(service);
      await stage(title, () => service.start());
      keepAlive(service, giveUp);
    }
    tellWhereToGo();
  } catch (error) {
    giveUp(error as Error);
  }
}

main().catch(error => {
  report(error);
  process.exit(1);
});
