// npm run chaos -- terraform: stacks are applied again and again, while backends, Terraform and PostgreSQL are killed in
// the middle of applies. Afterwards each state must have what exists, no two applies of a stack may have overlapped,
// every lock must be free or have a reason to be taken, and every run one true end.
import path from 'node:path';
import { onParentGone } from '../lib/lifeline.mjs';
import { report } from '../lib/terminal.mjs';
import {
  stackName,
  startTerraformTrial,
  type TerraformTrial,
} from '../trial/terraformTrial.ts';
import { readTerraformOptions } from './options.ts';
import { StackLane } from './StackLane.ts';
import { type Hurt, hurtAgainAndAgain } from './terraformHurts.ts';
import {
  hasEnded,
  judgeTerraform,
  type Seen,
  wasHurt,
} from './terraformVerdict.ts';

const DATA = path.resolve(
  import.meta.dirname,
  '../../.towpath/chaos-terraform',
);
const say = (text: string) => process.stderr.write(`${text}\n`);

async function main() {
  const options = readTerraformOptions(process.argv.slice(2));
  const { seed, stacks } = options;
  say(`seed ${seed}`);
  const trial = await startTerraformTrial(DATA, options);
  onParentGone(() => trial.stop().finally(() => process.exit(1)));
  const began = performance.now();
  const deadline = began + options.minutes * 60_000;
  const hurts: Hurt[] = [];
  const lanes = Array.from(
    { length: stacks },
    (_, index) =>
      new StackLane(trial, stackName(index), {
        ...{ deadline, say, seed: seed + 100 + index },
      }),
  );
  try {
    const isOver = { quiet: false };
    const applying = Promise.all(lanes.map(lane => lane.run(isOver)));
    await hurtAgainAndAgain(trial, hurts, { ...options, deadline }, say);
    isOver.quiet = true;
    await applying;
    const seen = lookBack(trial, lanes, hurts);
    conclude(seen, { ...options, began, freed: freedOf(lanes) });
  } finally {
    await trial.stop();
  }
}

function lookBack(
  { portals, things }: TerraformTrial,
  lanes: StackLane[],
  hurts: Hurt[],
): Seen {
  return {
    courses: lanes.flatMap(({ courses }) => courses),
    witness: new Map(lanes.map(({ stack }) => [stack, things.witness(stack)])),
    hurts,
    falls: portals.falls,
    broken: lanes.flatMap(({ broken }) => broken),
  };
}

const freedOf = (lanes: StackLane[]) =>
  lanes.reduce((sum, { freed }) => sum + freed, 0);

function conclude(
  seen: Seen,
  told: {
    moments: number;
    stacks: number;
    seed: number;
    began: number;
    freed: number;
  },
): void {
  const { courses, hurts } = seen;
  const { moments, stacks, seed, began, freed } = told;
  const missing =
    hurts.length < moments ? [`only ${hurts.length} moments came`] : [];
  const violations = [...missing, ...judgeTerraform(seen)];
  violations.forEach(violation => say(`violation: ${violation}`));
  const isDone = ({ status }: { status: string }) => status === 'succeeded';
  const ended = courses.filter(hasEnded);
  const killed = ended.filter(one => one.outcome === 'killed');
  console.log(
    JSON.stringify({
      trial: 'terraform',
      ok: violations.length === 0,
      ...{ moments: hurts.length, stacks, applies: courses.length },
      kills: countKinds(hurts),
      survived: courses.filter(one => isDone(one) && wasHurt(one, hurts))
        .length,
      killed: killed.length,
      failed: ended.filter(one => !isDone(one)).length - killed.length,
      unfinished: courses.length - ended.length,
      freed,
      violations: violations.length,
      seed,
      seconds: Math.round((performance.now() - began) / 1000),
    }),
  );
  process.exitCode = violations.length ? 1 : 0;
}

function countKinds(hurts: Hurt[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of hurts) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

main().then(
  () => process.exit(),
  error => {
    report(error);
    process.exit(1);
  },
);
