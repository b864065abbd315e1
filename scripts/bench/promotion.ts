// npm run bench -- promotion [--services N]: how many promotions a minute two backends bring
// about, with deployments that become healthy at once; and how long a single one takes beside
// a script that does the bare commit, push and calls of Argo CD, turn by turn. The last line
// of standard output is JSON. What else the machine does slows the first figure; the second
// is a ratio.
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { until } from '@towpath/test-kit';
import type { Promotion, Service } from '@towpath/plugin-environment-common';
import { onParentGone } from '../lib/lifeline.mjs';
import { report, Trouble } from '../lib/terminal.mjs';
import { type Portals, startPortals } from '../trial/Portals.ts';
import { call, OPEN, readAll } from '../trial/promotionsApi.ts';
import {
  failsInProd,
  serviceName,
  startTrialPlatform,
  type TrialPlatform,
} from '../trial/trialPlatform.ts';
import { BarePromoter } from './BarePromoter.ts';

const DATA = path.resolve(
  import.meta.dirname,
  '../../.towpath/bench/promotion',
);
const PROCESSES = 2;
const SINGLES = 7;
const AT_ONCE = { sync: 0, rollout: 0 };
const AIMS = { perMinute: 200, timesTheScript: 1.5 };
/** Between two looks at the list: looking takes from what is measured. */
const LOOK_EVERY_MS = 500;

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Two backends over one platform, and the services whose versions become healthy everywhere. */
interface Trial {
  platform: TrialPlatform;
  portals: Portals;
  names: string[];
}

async function main() {
  const services = readServices();
  const platform = await startTrialPlatform(DATA, services, AT_ONCE);
  const portals = await startPortals(
    platform,
    { processes: PROCESSES, services },
    DATA,
  );
  onParentGone(() => portals.stop().finally(() => process.exit(1)));
  const names = Array.from({ length: services }, (_, index) => index)
    .filter(index => !failsInProd(index))
    .map(serviceName);
  try {
    const figures = await measure({ platform, portals, names });
    const ok =
      figures.perMinute >= AIMS.perMinute &&
      figures.timesTheScript <= AIMS.timesTheScript;
    const load = Number(os.loadavg()[0].toFixed(1));
    console.log(
      JSON.stringify({ bench: 'promotion', ok, ...figures, load, aims: AIMS }),
    );
    process.exitCode = ok ? 0 : 1;
  } finally {
    await portals.stop();
    await platform.stop();
  }
}

function readServices(): number {
  const { values } = parseArgs({
    options: { services: { type: 'string', default: '110' } },
  });
  const services = Number(values.services);
  const least = SINGLES * 3;
  if (services >= least && services <= 200) return services;
  throw new Trouble(
    `--services "${values.services}" is no number from ${least} to 200.`,
  );
}

async function measure(trial: Trial) {
  const perMinute = await measureMany(trial);
  return { perMinute, ...(await measureSingles(trial)) };
}

/** A version through both stages, all services at once. @returns promotions a minute */
async function measureMany(trial: Trial): Promise<number> {
  await trial.platform.release('1.1.0');
  await untilOffered(trial, 'staging');
  const began = performance.now();
  await promoteAll(trial, 'dev', 'staging');
  await promoteAll(trial, 'staging', 'prod');
  const minutes = (performance.now() - began) / 60_000;
  const count = trial.names.length * 2;
  say(`${count} promotions in ${(minutes * 60).toFixed(1)} s`);
  return Math.round(count / minutes);
}

async function measureSingles(trial: Trial) {
  const { platform, portals, names } = trial;
  await platform.release('1.2.0');
  await untilOffered(trial, 'staging');
  await promoteAll(trial, 'dev', 'staging');
  await untilOffered(trial, 'prod');
  const bare = await BarePromoter.create(platform, path.join(DATA, 'clone'));
  const byPortal: number[] = [];
  const byScript: number[] = [];
  for (let turn = 0; turn < SINGLES; turn++) {
    const [one, other] = names.slice(turn * 2);
    byPortal.push(await promoteToEnd(portals, one));
    const began = Date.now();
    await bare.promote(other, '1.2.0', 'prod');
    byScript.push(Date.now() - began);
    say(`one: ${byPortal[turn]} ms, by the script ${byScript[turn]} ms`);
  }
  const portalMs = median(byPortal);
  const scriptMs = median(byScript);
  const timesTheScript = Number((portalMs / scriptMs).toFixed(2));
  return { portalMs, scriptMs, timesTheScript };
}

/** The feed has to have seen what is there to promote, which is no part of what is measured. */
async function untilOffered(trial: Trial, to: string): Promise<void> {
  const count = async () => {
    await pause(LOOK_EVERY_MS);
    const { items } = await call<{ items: Service[] }>(
      trial.portals,
      '/services?limit=200',
    );
    return items
      .filter(({ name }) => trial.names.includes(name))
      .flatMap(({ deployments }) => deployments)
      .filter(one => one.environment === to && one.promotable).length;
  };
  await until(
    `all services are offered for ${to}`,
    count,
    offered => offered === trial.names.length,
  );
}

async function promoteAll(
  { portals, names }: Trial,
  from: string,
  to: string,
): Promise<void> {
  const ids = await Promise.all(
    names.map(service => ask(portals, { service, from, to })),
  );
  const lookAtOpen = async () => {
    await pause(LOOK_EVERY_MS);
    const open = await readAll(portals, OPEN);
    const steps = open.flatMap(one => one.steps.map(({ status }) => status));
    return { open: open.length, steps: steps.join() };
  };
  await until(
    `all promotions to ${to} have ended`,
    lookAtOpen,
    ({ open }) => open === 0,
  );
  const ended = await readAll(portals);
  const bad = ended.find(
    one => ids.includes(one.id) && one.status !== 'succeeded',
  );
  if (bad) throw new Trouble(`${bad.service}: ${bad.status}, ${bad.outcome}`);
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

/** @returns milliseconds until its end as the run tells it, since looking for it takes from what is measured */
async function promoteToEnd(
  portals: Portals,
  service: string,
): Promise<number> {
  const began = Date.now();
  const id = await ask(portals, { service, from: 'staging', to: 'prod' });
  const { status, outcome, endedAt } = await until(
    `promotion ${id} has ended`,
    () => call<Promotion>(portals, `/promotions/${id}`),
    promotion => promotion.endedAt !== undefined,
  );
  if (status !== 'succeeded') throw new Trouble(`${service}: ${outcome}`);
  return Date.parse(endedAt!) - began;
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
