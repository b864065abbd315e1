// npm run chaos -- promotion: many promotions of many services on several backends that
// are killed again and again. Afterwards every promotion must have one true end, and Git
// exactly the commits that they speak of.
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onParentGone } from '../lib/lifeline.mjs';
import { report } from '../lib/terminal.mjs';
import { type Portals, startPortals } from '../trial/Portals.ts';
import { call, OPEN, readAll } from '../trial/promotionsApi.ts';
import {
  serviceName,
  startTrialPlatform,
  type TrialPlatform,
} from '../trial/trialPlatform.ts';
import { killNowAndThen } from './killNowAndThen.ts';
import { type ChaosOptions, readOptions } from './options.ts';
import { judge } from './verdict.ts';

const DATA = path.resolve(import.meta.dirname, '../../.towpath/chaos');
const say = (text: string) => process.stderr.write(`${text}\n`);

/** One promotion to ask for. */
interface Wish {
  service: string;
  from: string;
  to: string;
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  say(`seed ${options.seed}`);
  const platform = await startTrialPlatform(DATA, options.services);
  const portals = await startPortals(platform, options, DATA);
  onParentGone(() => portals.stop().finally(() => process.exit(1)));
  const began = performance.now();
  const stopKilling = killNowAndThen(portals, options, say);
  try {
    const asked = await askForAll(platform, portals, options);
    await untilAllHaveEnded(portals, asked, options);
    await stopKilling();
    const promotions = await readAll(portals);
    const { violations, ...counts } = await judge(
      promotions,
      asked,
      platform.repository,
    );
    violations.forEach(violation => say(`violation: ${violation}`));
    const seconds = Math.round((performance.now() - began) / 1000);
    const { seed } = options;
    const { kills } = portals;
    console.log(
      JSON.stringify({
        seed,
        promotions: promotions.length,
        ...counts,
        kills,
        seconds,
        violations: violations.length,
      }),
    );
    process.exitCode = violations.length ? 1 : 0;
  } finally {
    await stopKilling();
    await portals.stop();
    await platform.stop();
  }
}

/** Rounds of dev to staging and staging to prod. @returns promotion ids by their keys */
async function askForAll(
  platform: TrialPlatform,
  portals: Portals,
  { promotions, services, minutes }: ChaosOptions,
): Promise<Map<string, string>> {
  const asked = new Map<string, string>();
  const deadline = performance.now() + minutes * 60_000;
  for (let round = 0; asked.size < promotions; round++) {
    const [from, to] = round % 2 ? ['staging', 'prod'] : ['dev', 'staging'];
    if (from === 'dev') await platform.release(`1.${round + 1}.0`);
    const wishes = Array.from(
      { length: Math.min(services, promotions - asked.size) },
      (_, index) => ({ service: serviceName(index), from, to }),
    );
    await Promise.all(
      wishes.map(async wish => {
        const key = `${round}/${wish.service}`;
        asked.set(key, await ask(portals, wish, key, deadline));
      }),
    );
    say(`asked for ${asked.size} of ${promotions}`);
  }
  return asked;
}

/** Asks until there is an answer, twice with the same key, as a double click does. */
async function ask(
  portals: Portals,
  wish: Wish,
  key: string,
  deadline: number,
): Promise<string> {
  const once = () =>
    call<{ promotionId: string }>(portals, '/promotions', {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      body: JSON.stringify(wish),
    });
  for (let said = ''; ; ) {
    const answers = await Promise.allSettled([once(), once()]);
    const ids = answers.flatMap(answer =>
      answer.status === 'fulfilled' ? [answer.value.promotionId] : [],
    );
    if (new Set(ids).size > 1) {
      throw new Error(`${key} became two promotions: ${ids.join(', ')}`);
    }
    if (ids.length) return ids[0];
    const [{ reason }] = answers as PromiseRejectedResult[];
    said = String(reason);
    if (performance.now() > deadline) {
      throw new Error(`${key} was not taken in time: ${said}`);
    }
    await pause(2_000);
  }
}

async function untilAllHaveEnded(
  portals: Portals,
  asked: Map<string, string>,
  { minutes }: ChaosOptions,
): Promise<void> {
  const deadline = performance.now() + minutes * 60_000;
  for (;;) {
    const open = await readAll(portals, OPEN).catch(() => undefined);
    if (open?.length === 0) return;
    if (open) say(`${open.length} of ${asked.size} have not ended`);
    if (performance.now() > deadline) return;
    await pause(3_000);
  }
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
