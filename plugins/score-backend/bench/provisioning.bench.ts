import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { percentile, timed } from '@towpath/test-kit';
import { renderAll } from './renderAll';
import { RESOURCES } from './shelf';
import { planShop, startPortal, type BenchPortal } from './startPortal';

/*
 * How long the plan of a workload with 10 resources takes over HTTP, with a real Git host and a real PostgreSQL in which
 * 5,000 services have resources in three environments; a page of all resources; and rendering 1,000 workloads anew, as
 * after a change of the profile. The driver answers at once: what a system outside takes is its own. Beside each, in the
 * same run, the bare thing: a branch looked up at the Git host, a SELECT, a render without profile and files. Gated on
 * the ratios. The last line of standard output is JSON.
 */

const PLANS = 60;
const PAGES = 150;
const PAGE = 50;
const RENDERS = 1_000;
const BUDGET = { planMs: 150, pageMs: 50, renderMs: 30_000 };
const MOST = { plan: 4, page: 12, render: 40 };

async function main(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const portal = await startPortal(folder);
  try {
    return await measure(portal);
  } finally {
    await portal.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(portal: BenchPortal): Promise<boolean> {
  const planMs = await alternate(PLANS, {
    whole: () => planWhole(portal),
    bare: () => lookUpBare(portal),
  });
  const pageMs = await alternate(PAGES, {
    whole: turn => getPage(portal, turn),
    bare: turn => selectBare(portal, turn),
  });
  const renderMs = await renderAll(RENDERS);
  const ratios = {
    plan: ratioOf(planMs),
    page: ratioOf(pageMs),
    render: ratioOf(renderMs),
  };
  const rows = portal.services * portal.environments.length;
  const ok =
    ratios.plan <= MOST.plan &&
    ratios.page <= MOST.page &&
    ratios.render <= MOST.render;
  process.stdout.write(
    `Plan of a workload with ${RESOURCES} resources, ${rows} rows beside: p95 ${planMs.whole} ms (budget ${BUDGET.planMs} ms), ${ratios.plan} times a look at the Git host (at most ${MOST.plan})
A page of ${PAGE} of them: p95 ${pageMs.whole} ms (budget ${BUDGET.pageMs} ms), ${ratios.page} times a bare SELECT (at most ${MOST.page})
Rendering ${RENDERS} workloads anew: ${renderMs.whole} ms (budget ${BUDGET.renderMs} ms), ${ratios.render} times a bare render (at most ${MOST.render})
`,
  );
  process.stdout.write(
    `${JSON.stringify({
      ...{ bench: 'provisioning', ok, budget: BUDGET },
      ...{ planMs, pageMs, renderMs, ratios, most: MOST },
      services: portal.services,
      node: process.version,
    })}\n`,
  );
  return ok;
}

/** One and the other, turn by turn, so that both have the same machine. @returns p95 in milliseconds */
async function alternate(
  turns: number,
  asked: Record<'whole' | 'bare', (turn: number) => Promise<unknown>>,
) {
  const times = { whole: [] as number[], bare: [] as number[] };
  for (let turn = 0; turn < turns; turn++) {
    for (const one of ['whole', 'bare'] as const) {
      times[one].push((await timed(() => asked[one](turn)))[0]);
    }
  }
  return {
    whole: percentile(times.whole, 0.95),
    bare: percentile(times.bare, 0.95),
  };
}

function ratioOf({ whole, bare }: { whole: number; bare: number }): number {
  return Math.round((whole / bare) * 10) / 10;
}

async function planWhole(portal: BenchPortal): Promise<void> {
  const plan = await planShop(portal);
  if (plan.resources.length !== RESOURCES) {
    throw new Error(JSON.stringify(plan));
  }
}

/** What no plan gets around: where the branch is, a SELECT and a render. */
async function lookUpBare({ knex, repoUrl }: BenchPortal): Promise<void> {
  const address = new URL(repoUrl);
  address.username = 'towpath-portal';
  address.password = 'towpath-portal-password';
  await promisify(execFile)('git', ['ls-remote', address.href, 'main']);
  await knex('resources').where({
    ...{ service: 'component:default/shop', environment: 'dev' },
  });
}

async function getPage(
  { url, services, environments }: BenchPortal,
  turn: number,
): Promise<void> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (turn % 2) {
    query.set('environment', environments[turn % environments.length]);
  }
  const response = await fetch(`${url}/score/resources?${query}`);
  const { items, total } = await response.json();
  if (items.length !== PAGE || total < services) {
    throw new Error(`${items.length} of ${total} resources`);
  }
}

async function selectBare({ knex, services }: BenchPortal, turn: number) {
  const service = `component:default/service-${(turn * 37) % services}`;
  await knex('resources')
    .where('service', '>', service)
    .orderBy(['service', 'environment', 'name', 'id'])
    .limit(PAGE);
}

main().then(
  ok => process.exit(ok ? 0 : 1),
  error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
