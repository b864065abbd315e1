// npm run bench -- promotion: how many promotions a minute two backends bring about, with
// deployments that become healthy at once; and how long a single one takes beside a script
// that does the bare commit, push and calls of Argo CD, turn by turn. The last line of
// standard output is JSON.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type {
  Promotion,
  Service,
} from '../../plugins/environment-common/src/api/types.ts';
import { onParentGone } from '../lib/lifeline.mjs';
import { report, Trouble } from '../lib/terminal.mjs';
import { type Portals, startPortals } from '../trial/Portals.ts';
import { call, readAll } from '../trial/promotionsApi.ts';
import {
  failsInProd,
  serviceName,
  startWorld,
  type World,
} from '../trial/world.ts';
import { BarePromoter } from './BarePromoter.ts';

const DATA = path.resolve(
  import.meta.dirname,
  '../../.towpath/bench/promotion',
);
const SERVICES = 110;
const PROCESSES = 2;
const SINGLES = 7;
const AT_ONCE = { sync: 0, rollout: 0 };
const AIMS = { perMinute: 200, timesTheScript: 1.5 };
const STANDSTILL_MS = 120_000;

const say = (text: string) => process.stderr.write(`${text}\n`);
const names = Array.from({ length: SERVICES }, (_, index) => index)
  .filter(index => !failsInProd(index))
  .map(serviceName);

async function main() {
  const world = await startWorld(DATA, SERVICES, AT_ONCE);
  const portals = await startPortals(
    world,
    { processes: PROCESSES, services: SERVICES },
    DATA,
  );
  onParentGone(() => portals.stop().finally(() => process.exit(1)));
  try {
    const perMinute = await measureMany(world, portals);
    const single = await measureSingles(world, portals);
    const ok =
      perMinute >= AIMS.perMinute &&
      single.timesTheScript <= AIMS.timesTheScript;
    console.log(
      JSON.stringify({
        bench: 'promotion',
        ok,
        perMinute,
        ...single,
        aims: AIMS,
      }),
    );
    process.exitCode = ok ? 0 : 1;
  } finally {
    await portals.stop();
    await world.stop();
  }
}

/** A version through both stages, all services at once. @returns promotions a minute */
async function measureMany(world: World, portals: Portals): Promise<number> {
  await world.release('1.1.0');
  await untilOffered(portals, 'staging');
  const began = performance.now();
  await promoteAll(portals, 'dev', 'staging');
  await promoteAll(portals, 'staging', 'prod');
  const minutes = (performance.now() - began) / 60_000;
  const count = names.length * 2;
  say(`${count} promotions in ${(minutes * 60).toFixed(1)} s`);
  return Math.round(count / minutes);
}

async function measureSingles(world: World, portals: Portals) {
  await world.release('1.2.0');
  await untilOffered(portals, 'staging');
  await promoteAll(portals, 'dev', 'staging');
  await untilOffered(portals, 'prod');
  const bare = await BarePromoter.create(world, path.join(DATA, 'clone'));
  const byPortal: number[] = [];
  const byScript: number[] = [];
  for (let turn = 0; turn < SINGLES; turn++) {
    const [one, other] = names.slice(turn * 2);
    byPortal.push(await timed(() => promoteToEnd(portals, one)));
    byScript.push(await timed(() => bare.promote(other, '1.2.0', 'prod')));
  }
  const portalMs = median(byPortal);
  const scriptMs = median(byScript);
  say(`one: ${portalMs} ms by the portal, ${scriptMs} ms by the script`);
  return {
    portalMs,
    scriptMs,
    timesTheScript: Number((portalMs / scriptMs).toFixed(2)),
  };
}

/** The feed has to have seen what is there to promote, which is no part of what is measured. */
async function untilOffered(portals: Portals, to: string): Promise<void> {
  await until(async () => {
    const query = new URLSearchParams({ limit: '200', query: 'service-' });
    const { items } = await call<{ items: Service[] }>(
      portals,
      `/services?${query}`,
    );
    const places = items
      .filter(({ name }) => names.includes(name))
      .flatMap(({ deployments }) => deployments);
    return places.filter(one => one.environment === to && one.promotable)
      .length;
  }, names.length);
}

async function promoteAll(portals: Portals, from: string, to: string) {
  const ids = new Set(
    await Promise.all(
      names.map(service => ask(portals, { service, from, to })),
    ),
  );
  await until(async () => {
    const ended = (await readAll(portals)).filter(one => ids.has(one.id));
    const bad = ended.find(one => one.endedAt && one.status !== 'succeeded');
    if (bad) throw new Trouble(`${bad.service}: ${bad.status}, ${bad.reason}`);
    return ended.filter(one => one.endedAt).length;
  }, ids.size);
}

async function ask(
  portals: Portals,
  wish: { service: string; from: string; to: string },
): Promise<string> {
  const { promotionId } = await call<{ promotionId: string }>(
    portals,
    '/promotions',
    { method: 'POST', body: JSON.stringify(wish) },
  );
  return promotionId;
}

async function promoteToEnd(portals: Portals, service: string): Promise<void> {
  const id = await ask(portals, { service, from: 'staging', to: 'prod' });
  for (;;) {
    const one = await call<Promotion>(portals, `/promotions/${id}`);
    if (one.status === 'succeeded') return;
    if (one.endedAt) throw new Trouble(`${service}: ${one.reason}`);
    await pause(50);
  }
}

/** Looks until it is true, or this much; what stands still for two minutes is given up. */
async function until(
  look: () => Promise<boolean | number>,
  wanted: boolean | number = true,
): Promise<void> {
  let [seen, since]: [unknown, number] = [undefined, performance.now()];
  for (;;) {
    const now = await look();
    if (now === wanted) return;
    if (now !== seen) [seen, since] = [now, performance.now()];
    if (performance.now() - since > STANDSTILL_MS) {
      throw new Trouble(`Nothing moves any more at ${now} of ${wanted}`);
    }
    await pause(100);
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await run();
  return Math.round(performance.now() - began);
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
