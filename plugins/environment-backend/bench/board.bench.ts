import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { ArgoCdDouble } from '@towpath/argocd/testUtils';
import { percentile, timed } from '@towpath/test-kit';
import createKnex from 'knex';
import {
  application,
  component,
  statusOf,
  THREE_ENVIRONMENTS,
} from '../src/__testUtils__/entities';
import environmentPlugin from '../src';

/*
 * How long a page of the board takes with 5,000 services in three environments, over HTTP with a real
 * PostgreSQL: the first page, and each page down to the last. Beside it, in the same run, how long it
 * takes to ask Argo CD once for each application of a page, as plugins do that keep nothing, six at a
 * time as a browser does, each call with 20 ms on its way. Gated on the ratio of both, and on no page
 * having asked Argo CD: nothing is asked but by the feed, and no oftener than it does by itself. The last
 * line of standard output is JSON.
 */

const SERVICES = 5_000;
const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const PAGE = 50;
const FIRST_PAGES = 100;
const ASKED_PAGES = 5;
const LATENCY_MS = 20;
const AT_ONCE = 6;
const BUDGET_MS = 50;
const LEAST_RATIO = 5;
/** By which the feed asks whether its token is taken still, whatever pages are opened; and how often. */
const TOKEN_LOOK = '/api/v1/session/userinfo';
const LOOK_EVERY_MS = 15_000;

const nameOf = (number: number) => `service-${String(number).padStart(4, '0')}`;
const names = Array.from({ length: SERVICES }, (_, number) => nameOf(number));

function putApplications(argocd: ArgoCdDouble): void {
  names.forEach((name, number) =>
    ENVIRONMENTS.forEach((environment, stage) =>
      argocd.applications.put(
        application(
          name,
          environment,
          statusOf(`registry.example/${name}:1.${number % 40}.${9 - stage}`, {
            health: { status: number % 50 === 0 ? 'Degraded' : 'Healthy' },
          }),
        ),
      ),
    ),
  );
}

async function startPortal(argocd: ArgoCdDouble) {
  const knex = createKnex({
    client: 'pg',
    connection: process.env.TOWPATH_BENCH_DATABASE,
    pool: { max: 10 },
  });
  const entities = [
    ...THREE_ENVIRONMENTS,
    ...names.map(name => component(name)),
  ];
  const backend = await startTestBackend({
    features: [
      environmentPlugin,
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: { argocd: { instances: [argocd.config] } },
      }),
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({ send: async () => {} }),
      }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  return {
    url: `http://localhost:${port}/api/environment`,
    /** What ran before the portal came is asked for once, after its first start: here it was. */
    async skipPast() {
      await knex('past_imports')
        .insert(knex('deployments').select('service', 'environment'))
        .onConflict()
        .ignore();
    },
    async stop() {
      await backend.stop();
      await knex.destroy();
    },
  };
}

async function getPage(url: string, query: string) {
  const response = await fetch(`${url}/services?limit=${PAGE}${query}`, {
    headers: { authorization: mockCredentials.user.header() },
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

async function waitUntilFilled(url: string): Promise<void> {
  for (;;) {
    const page = await getPage(url, `&query=${nameOf(SERVICES - 1)}`);
    const cells = page.items[0]?.deployments ?? [];
    if (cells.filter((cell: any) => cell.version).length === 3) return;
    await delay(100);
  }
}

async function walk(url: string): Promise<number[]> {
  const times: number[] = [];
  let seen = 0;
  let cursor: string | undefined;
  do {
    const query: string = cursor ? `&cursor=${cursor}` : '';
    const [ms, page] = await timed(() => getPage(url, query));
    times.push(ms);
    seen += page.items.length;
    cursor = page.nextCursor;
  } while (cursor);
  if (seen !== SERVICES) throw new Error(`saw ${seen} services`);
  return times;
}

/** One call for each application of a page, six at a time. */
async function askArgoCd(argocd: ArgoCdDouble, page: number): Promise<void> {
  const asked = names
    .slice(page * PAGE, (page + 1) * PAGE)
    .flatMap(name => ENVIRONMENTS.map(environment => `${name}-${environment}`));
  const work = async () => {
    for (let name = asked.pop(); name; name = asked.pop()) {
      await delay(LATENCY_MS);
      const response = await fetch(
        `${argocd.url}/api/v1/applications/${name}`,
        { headers: { authorization: `Bearer ${argocd.token}` } },
      );
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function main() {
  const argocd = await ArgoCdDouble.start();
  putApplications(argocd);
  const [fillMs, portal] = await timed(async () => {
    const started = await startPortal(argocd);
    await waitUntilFilled(started.url);
    return started;
  });
  await portal.skipPast();
  await walk(portal.url);

  const callsBefore = argocd.requests.length;
  const begun = performance.now();
  const first: number[] = [];
  for (let round = 0; round < FIRST_PAGES; round++) {
    first.push((await timed(() => getPage(portal.url, '')))[0]);
  }
  const before = process.cpuUsage();
  const deep = await walk(portal.url);
  const { user, system } = process.cpuUsage(before);
  const asked = argocd.requests.slice(callsBefore);
  const looks = asked.filter(({ path }) => path === TOKEN_LOOK).length;
  const calls = asked.length - looks;
  const mayLook = 1 + Math.floor((performance.now() - begun) / LOOK_EVERY_MS);

  const asking: number[] = [];
  for (let page = 0; page < ASKED_PAGES; page++) {
    asking.push((await timed(() => askArgoCd(argocd, page)))[0]);
  }
  await portal.stop();
  await argocd.stop();

  const p95 = Math.max(percentile(first, 0.95), percentile(deep, 0.95));
  const askedMs = percentile(asking, 0.5);
  const ratio = Math.round((askedMs / p95) * 10) / 10;
  const ok = ratio >= LEAST_RATIO && calls === 0 && looks <= mayLook;
  process.stdout.write(
    `${SERVICES} services × ${ENVIRONMENTS.length} environments, pages of ${PAGE}: p95 ${p95} ms (budget ${BUDGET_MS} ms), ${calls} calls to Argo CD, and ${looks} of the feed's own (at most ${mayLook})\n` +
      `Asking Argo CD for each of ${
        PAGE * ENVIRONMENTS.length
      } applications, ${AT_ONCE} at once, ${LATENCY_MS} ms on the way: ${askedMs} ms, ${ratio} times as long (at least ${LEAST_RATIO})\n`,
  );
  process.stdout.write(
    `${JSON.stringify({
      bench: 'board',
      ok,
      budgetMs: BUDGET_MS,
      services: SERVICES,
      environments: ENVIRONMENTS.length,
      pageSize: PAGE,
      fillMs: Math.round(fillMs),
      firstPageMs: {
        p50: percentile(first, 0.5),
        p95: percentile(first, 0.95),
      },
      anyPageMs: { p50: percentile(deep, 0.5), p95: percentile(deep, 0.95) },
      // Of server and client, apart from wall time, as a busy machine stretches that.
      cpuMsPerPage: Math.round((user + system) / 1000 / deep.length),
      callsToArgoCd: calls,
      looksOfFeed: looks,
      perApplication: {
        calls: PAGE * ENVIRONMENTS.length,
        latencyMs: LATENCY_MS,
        atOnce: AT_ONCE,
        pageMs: askedMs,
      },
      ratio,
      leastRatio: LEAST_RATIO,
      node: process.version,
    })}\n`,
  );
  return ok;
}

main().then(
  ok => process.exit(ok ? 0 : 1),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
