// npm run chaos -- provisioning: Score files of many services change again and again, and backends
// that are killed provide what they ask for and share what they may, while Git and the server of the databases cannot be
// reached at times. Afterwards there must be exactly what was asked for, and no secret anywhere.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import random from 'pure-rand';
import type { Run } from '@towpath/plugin-runs-common';
import { onParentGone } from '../lib/lifeline.mjs';
import { report } from '../lib/terminal.mjs';
import { PortalError } from '../trial/callPortal.ts';
import type { Portals } from '../trial/Portals.ts';
import { approve, planOf, provision, readRun } from '../trial/provisionsApi.ts';
import {
  RESOURCES,
  type ScoreTrial,
  SHARED,
  startProvisioners,
  startScoreTrial,
  type Wanted,
} from '../trial/scoreTrial.ts';
import { Door, type Share, shareOf } from '../trial/sharing.ts';
import { serviceName } from '../trial/trialPlatform.ts';
import { insist, Refused } from './insist.ts';
import { killNowAndThen } from './killNowAndThen.ts';
import {
  type ProvisioningOptions,
  readProvisioningOptions,
} from './options.ts';
import { type Outage, stopNowAndThen } from './outages.ts';
import { type Asked, judgeProvisioning } from './provisioningVerdict.ts';
import { Witnesses } from './Witnesses.ts';

const DATA = path.resolve(
  import.meta.dirname,
  '../../.towpath/chaos-provisioning',
);
const MOST_TRIES = 8;
const say = (text: string) => process.stderr.write(`${text}\n`);

interface Trial {
  platform: ScoreTrial;
  portals: Portals;
  witnesses: Witnesses;
  asked: Asked;
  /** Of what services share, by its id. */
  doors: Map<string, Door>;
  /** See performance.now. */
  deadline: number;
}

async function main() {
  const options = readProvisioningOptions(process.argv.slice(2));
  say(`seed ${options.seed}`);
  const platform = await startScoreTrial(DATA, options.services);
  const portals = await startProvisioners(platform, options, DATA);
  onParentGone(() => portals.stop().finally(() => process.exit(1)));
  const began = performance.now();
  const stopKilling = killNowAndThen(portals, options, say);
  const { outages, end } = stopNowAndThen(platform, options, say);
  const trial: Trial = {
    ...{ platform, portals, witnesses: new Witnesses(platform.server) },
    asked: { wanted: new Map(), runs: [], broken: [], refused: 0 },
    doors: new Map(),
    deadline: performance.now() + options.minutes * 60_000,
  };
  try {
    await changeAll(trial, options).finally(() => stopKilling());
    await end();
    const seconds = Math.round((performance.now() - began) / 1000);
    await conclude(trial, { options, outages, seconds });
  } finally {
    await stopKilling();
    await end();
    await portals.stop();
    await platform.stop();
  }
}

async function conclude(
  { platform, portals, witnesses, asked }: Trial,
  told: { options: ProvisioningOptions; outages: Outage[]; seconds: number },
): Promise<void> {
  const { options, outages, seconds } = told;
  const violations = await judgeProvisioning({
    ...{ platform, portals, witnesses, asked, outages, dataDir: DATA },
  });
  violations.forEach(violation => say(`violation: ${violation}`));
  const succeeded = asked.runs.filter(one => one.status === 'succeeded').length;
  console.log(
    JSON.stringify({
      seed: options.seed,
      provisions: asked.runs.length,
      succeeded,
      failed: asked.runs.length - succeeded,
      kills: portals.kills,
      outages: outages.length,
      refused: asked.refused,
      violations: violations.length,
      seconds,
    }),
  );
  process.exitCode = violations.length ? 1 : 0;
}

/** Each service changes what it asks for, again and again, one change after the other. */
async function changeAll(
  trial: Trial,
  { provisions, services, seed }: ProvisioningOptions,
): Promise<void> {
  await Promise.all(
    Array.from({ length: services }, async (_, index) => {
      const service = serviceName(index);
      const changes = Math.ceil((provisions - index) / services);
      const generator = random.xoroshiro128plus(seed + 100 + index);
      const share = shareOf(index, services);
      for (let turn = 0; turn < changes; turn++) {
        const key = `${service}/${turn}`;
        const isDone = await changeNext(trial, service, {
          ...{ generator, share, key },
        }).catch(error => {
          trial.asked.broken.push(String(error));
          return false;
        });
        if (!isDone) return;
        say(`${service} has change ${turn + 1} of ${changes}`);
      }
    }),
  );
}

interface Lane {
  generator: random.RandomGenerator;
  share?: Share;
  key: string;
}

/** The next change of a service, and of its part in what it shares. */
async function changeNext(
  trial: Trial,
  service: string,
  { generator, share, key }: Lane,
): Promise<boolean> {
  const own = nextOf(trial.asked.wanted.get(service), generator);
  if (!share) return changeTo(trial, service, { wanted: own, key });
  const door = trial.doors.get(share.id) ?? new Door();
  trial.doors.set(share.id, door);
  const wants = random.unsafeUniformIntDistribution(0, 2, generator) > 0;
  return share.part === 'owner'
    ? changeOwner(trial, service, { own, wants, share, door, key })
    : door.together(() => {
        const isUsing = wants && isHad(trial, share);
        const wanted = isUsing ? { ...own, [SHARED]: 1 } : own;
        return changeTo(trial, service, { wanted, key });
      });
}

/** What is shared begins and goes while none of those who use it changes: who is refused, and why, is certain then. */
function changeOwner(
  trial: Trial,
  service: string,
  asked: { own: Wanted; wants: boolean; share: Share; door: Door; key: string },
): Promise<boolean> {
  const { own, wants, share, door, key } = asked;
  const had = trial.asked.wanted.get(service)?.[SHARED];
  const changed = { ...own, [SHARED]: ((had ?? 1) % 4) + 2 };
  if (had !== undefined && wants) {
    return door.together(() =>
      changeTo(trial, service, { wanted: changed, key }),
    );
  }
  return door.alone(async () => {
    const isUsed = usersOf(trial, share).length > 0;
    if (isUsed) await tryToTakeAway(trial, service, own);
    const wanted = had === undefined || isUsed ? changed : own;
    return changeTo(trial, service, { wanted, key });
  });
}

function isHad({ asked }: Trial, { id }: Share): boolean {
  const owner = id.replace(`${SHARED}-`, '');
  return asked.wanted.get(owner)?.[SHARED] !== undefined;
}

const usersOf = ({ asked }: Trial, { users }: Share): string[] =>
  users.filter(one => asked.wanted.get(one)?.[SHARED] !== undefined);

/** What others use does not go: neither does a plan say so, nor is such a plan done. */
async function tryToTakeAway(
  trial: Trial,
  service: string,
  without: Wanted,
): Promise<void> {
  const { platform, portals, asked } = trial;
  await insist(trial, () => platform.writeScore(service, without));
  const plan = await insist(trial, () => planOf(portals, service));
  if (!plan.whyNot) asked.broken.push(`${service} may take away what is used`);
  const answer = await insist(trial, () =>
    provision(portals, plan, `${plan.id}/used`).catch(error => {
      if (error instanceof PortalError && error.status < 500) return undefined;
      throw error;
    }),
  );
  if (answer) asked.broken.push(`${service} takes away what is used`);
  else asked.refused += 1;
}

async function changeTo(
  trial: Trial,
  service: string,
  to: { wanted: Wanted; key: string },
): Promise<boolean> {
  trial.asked.wanted.set(service, to.wanted);
  return change(trial, service, to);
}

/** Something else than before; the first is something. */
function nextOf(
  before: Wanted | undefined,
  generator: random.RandomGenerator,
): Wanted {
  const between = (low: number, high: number) =>
    random.unsafeUniformIntDistribution(low, high, generator);
  for (;;) {
    const chosen = RESOURCES.filter(() => between(0, 2) > 0);
    const wanted = Object.fromEntries(
      chosen.map(name => [name, between(2, 5)]),
    );
    const own = Object.fromEntries(
      RESOURCES.flatMap(name =>
        before?.[name] === undefined ? [] : [[name, before[name]]],
      ),
    );
    const isOther = JSON.stringify(wanted) !== JSON.stringify(own);
    if (isOther && (before || chosen.length > 0)) return wanted;
  }
}

/** Until it is so: what a fault ended is planned again. */
async function change(
  trial: Trial,
  service: string,
  { wanted, key }: { wanted: Wanted; key: string },
): Promise<boolean> {
  const { platform, portals, witnesses, asked } = trial;
  await insist(trial, () => platform.writeScore(service, wanted));
  for (let time = 0; time < MOST_TRIES; time++) {
    const plan = await insist(trial, () => planOf(portals, service));
    if (plan.whyNot) throw new Error(`${key}: ${plan.whyNot}`);
    if (!plan.hasEffect) throw new Error(`${key}: nothing would be done`);
    const id = await askTwice(trial, `${key}/${time}`, again =>
      provision(portals, plan, again),
    );
    const run = await untilEnded(trial, id);
    asked.runs.push(run);
    if (run.status === 'succeeded') {
      await insist(trial, () => witnesses.enter(portals, service));
      return true;
    }
    say(`${service}: ${run.status}, ${run.outcome}`);
  }
  throw new Error(`${key} was tried ${MOST_TRIES} times`);
}

/** As a double click does. */
async function askTwice(
  trial: Trial,
  key: string,
  ask: (key: string) => Promise<string>,
): Promise<string> {
  return insist(trial, async () => {
    const answers = await Promise.allSettled([ask(key), ask(key)]);
    const ids = answers.flatMap(one =>
      one.status === 'fulfilled' ? [one.value] : [],
    );
    if (new Set(ids).size > 1) {
      throw new Refused(`${key} became two runs: ${ids.join(', ')}`);
    }
    if (ids.length > 0) return ids[0];
    throw (answers[0] as PromiseRejectedResult).reason;
  });
}

async function untilEnded(trial: Trial, id: string): Promise<Run> {
  for (;;) {
    const run = await insist(trial, () => readRun(trial.portals, id));
    if (run.status === 'awaiting-approval') {
      // Whoever was killed may have taken it, and says that there is nothing to agree to.
      await approve(trial.portals, run).catch(() => undefined);
    }
    if (run.endedAt || performance.now() > trial.deadline) return run;
    await pause(500);
  }
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
