import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { Accounts, listenLocally } from '@towpath/sandbox-kit';
import { Controller } from './control/Controller.ts';
import { TargetStates } from './control/targetState.ts';
import { GitSources } from './git/GitSources.ts';
import { createApp } from './http/app.ts';
import { Sessions } from './http/Sessions.ts';
import { plantApplications } from './seed/plantApplications.ts';
import { ApplicationStore } from './state/ApplicationStore.ts';
import { ProjectStore } from './state/ProjectStore.ts';
import type { ArgoCdOptions, RunningArgoCd, Timings } from './types.ts';
import type { ArgoCdParts } from './ArgoCdParts.ts';

const INTERVAL_MS = 1_000;
const GIT_EVERY = 3;
// As the real one has it.
const GUESSES = { guesses: 5, withinMs: 300_000 };

const TIMINGS: Timings = {
  sync: 1_500,
  rollout: 6_000,
  selfHeal: { first: 5_000, factor: 3, longest: 300_000 },
  deletion: 1_000,
  resync: 180_000,
};

const IN_CLUSTER = {
  name: 'in-cluster',
  server: 'https://kubernetes.default.svc',
};

/**
 * Starts the sandbox's Argo CD: its API over applications that are compared with real Git
 * repositories, in clusters that are only simulated. Until it is ready every request gets 503.
 * @throws Error with code EADDRINUSE when the port is taken, and for a mistake in the seeds
 */
export async function startArgoCd(
  options: ArgoCdOptions,
): Promise<RunningArgoCd> {
  const server = createServer((_request, response) => {
    response
      .writeHead(503, { 'Retry-After': '1' })
      .end('Argo CD is starting.\n');
  });
  const port = await listenLocally(server, {
    ...options,
    name: 'Argo CD of the sandbox',
    log: message => options.log.warn(message),
  });
  try {
    const url = options.publicUrl ?? `http://localhost:${port}`;
    const parts = await createParts(options, url.replace(/\/+$/, ''));
    await plantApplications(parts, options);
    const app = createApp(parts);
    server.removeAllListeners('request');
    server.on('request', app);
    const { store, controller, log } = parts;
    log.info(`Argo CD: ${store.list().length} applications on ${parts.url}`);
    const stop = keepTicking(parts, options.interval ?? INTERVAL_MS);
    return {
      url: parts.url,
      tick: () => controller.tick(),
      close: async () => {
        await stop();
        await close(server);
      },
    };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

async function createParts(
  options: ArgoCdOptions,
  url: string,
): Promise<ArgoCdParts> {
  const { log, clock = () => new Date() } = options;
  const folder = path.join(options.dataDir, 'argocd');
  const repositories = path.join(folder, 'repositories');
  await mkdir(repositories, { recursive: true, mode: 0o700 });
  const store = new ApplicationStore(path.join(folder, 'applications'));
  await store.load();
  const projects = new ProjectStore(path.join(folder, 'projects.json'));
  await projects.load(clock());
  const sessions = await Sessions.open({
    keyFile: path.join(folder, 'session-key'),
    accounts: new Accounts(options.accounts, { clock, limit: GUESSES }),
    token: options.token,
    clock,
  });
  const gitUrl = options.gitUrl.replace(/\/+$/, '');
  const { gitAccount } = options;
  const git = new GitSources(repositories, { gitUrl, gitAccount });
  const targets = new TargetStates(git);
  const timings = { ...TIMINGS, ...options.timings };
  const clusters = [IN_CLUSTER, ...(options.clusters ?? [])];
  const parts = {
    store,
    projects,
    git,
    targets,
    clusters,
    timings,
    clock,
    log,
    acts: options.interval !== 0,
  };
  return {
    ...parts,
    url,
    portalUrl: options.portalUrl.replace(/\/+$/, ''),
    gitUrl,
    signInHint: options.signInHint ?? '',
    readPasswordLink: options.readPasswordLink ?? (() => undefined),
    controller: new Controller(parts),
    sessions,
    faults: options.faults ?? {},
  };
}

/** @returns a function that ends it, after what is under way */
function keepTicking({ controller, log }: ArgoCdParts, interval: number) {
  if (!interval) return async () => {};
  let round = 0;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  let stopped = false;
  const work = async () => {
    try {
      if (round % GIT_EVERY === 0) await controller.pollGit();
      round += 1;
      await controller.step();
    } catch (error) {
      log.error(`Argo CD: ${(error as Error).stack}`);
    }
  };
  const plan = () => {
    timer = setTimeout(() => {
      running = work().then(() => {
        if (!stopped) plan();
      });
    }, interval);
    timer.unref();
  };
  plan();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    controller.stop();
    await running;
  };
}

/** Streams never end by themselves, so they are cut. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
