import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { Accounts, listenLocally } from '@towpath/sandbox-kit';
import { HookDelivery } from './events/HookDelivery.ts';
import { PushJournal } from './events/PushJournal.ts';
import { prepareGit } from './git/environment.ts';
import { Advertisements } from './git/Advertisements.ts';
import { MergeCheck } from './git/merge.ts';
import type { Host } from './host.ts';
import { createApp } from './http/app.ts';
import { GUESSES } from './http/authentication.ts';
import { plantSeeds } from './seed/plantSeeds.ts';
import { readTeams } from './seed/readTeams.ts';
import { followPush } from './service/followPush.ts';
import { forgetAccount } from './service/forgetAccount.ts';
import { completeMerges } from './service/mergePull.ts';
import { Rights } from './service/Rights.ts';
import { prepareFolders } from './store/folders.ts';
import { RepositoryStore } from './store/RepositoryStore.ts';
import { TeamStore } from './store/TeamStore.ts';
import { TokenStore } from './store/TokenStore.ts';
import type { GitHostOptions, RunningGitHost } from './types.ts';
import { Urls } from './urls.ts';

/**
 * Starts the sandbox Git host. It mends what an earlier, killed run left, plants missing seeds and
 * then answers; until it is ready every request gets 503.
 * @throws Error with code EADDRINUSE when the port is taken, and for a mistake in the seeds
 */
export async function startGitHost(
  options: GitHostOptions,
): Promise<RunningGitHost> {
  const server = createServer((_request, response) => {
    response
      .writeHead(503, { 'Retry-After': '1' })
      .end('The Git host is starting.\n');
  });
  // Long pushes must not be cut off.
  server.requestTimeout = 0;
  const port = await listenLocally(server, {
    ...options,
    name: 'the Git host of the sandbox',
    log: message => options.log.warn(message),
  });
  try {
    const host = await createHost(
      options,
      options.publicUrl ?? `http://localhost:${port}`,
    );
    await recover(host, options);
    const app = await createApp(host);
    server.removeAllListeners('request');
    server.on('request', app);
    host.log.info(
      `Git host: ${host.repositories.list().length} repositories on ${
        host.urls.base
      }`,
    );
    return {
      url: host.urls.base,
      forgetAccount: name => forgetAccount(host, name),
      close: () => close(server, host),
    };
  } catch (error) {
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

async function createHost(
  options: GitHostOptions,
  publicUrl: string,
): Promise<Host> {
  const { log, clock = () => new Date(), organisation = 'myorg' } = options;
  const folders = await prepareFolders(
    path.join(options.dataDir, 'git'),
    organisation,
  );
  const { git, variables } = await prepareGit(folders.git);
  const repositories = new RepositoryStore(folders, git);
  const teams = new TeamStore(folders.teams);
  const rules = {
    visibility: options.organisationVisibility ?? 'public',
    membersMay: options.membersMay ?? 'write',
  };
  const host: Host = {
    urls: new Urls(publicUrl, organisation),
    organisation,
    signInHint: options.signInHint ?? '',
    readPasswordLink: options.readPasswordLink ?? (() => undefined),
    portalUrl: options.portalUrl.replace(/\/+$/, ''),
    accounts: new Accounts(options.accounts, { clock, limit: GUESSES }),
    folders,
    git,
    gitVariables: variables,
    repositories,
    teams,
    tokens: new TokenStore(folders.tokens, clock),
    rights: new Rights({ repositories, teams, rules }),
    rules,
    advertisements: new Advertisements(git),
    mergeCheck: new MergeCheck(git, folders.scratch),
    hooks: new HookDelivery(
      folders.outbox,
      repositories,
      log,
      options.hookRetryDelays,
    ),
    pushes: new PushJournal(folders.pushes, git, repositories, push =>
      followPush(host, push),
    ),
    onPush: options.onPush,
    onRemove: options.onRemove,
    builds: options.builds,
    clock,
    log,
  };
  return host;
}

async function recover(host: Host, options: GitHostOptions): Promise<void> {
  const { seedDir, owners = [], teams = [] } = options;
  const sample = seedDir ? await readTeams(seedDir) : [];
  await host.repositories.load();
  await host.teams.load(owners, [...teams, ...sample]);
  await host.tokens.load();
  await completeMerges(host);
  await host.hooks.resume();
  await host.pushes.resume();
  if (seedDir) await plantSeeds(host, seedDir);
}

const GRACE = 3_000;

/** Lets requests under way finish for a moment, then ends. Webhooks that wait stay stored. */
async function close(server: Server, host: Host): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE);
  await closed;
  clearTimeout(timer);
  await host.hooks.close();
}
