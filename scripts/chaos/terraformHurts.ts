import { setTimeout as pause } from 'node:timers/promises';
import type { TerraformTrial } from '../trial/terraformTrial.ts';
import { chanceOf, type Chance } from './chance.ts';
import { findApplies, type RunProcess } from './terraformProcesses.ts';

const KINDS = ['backend', 'terraform', 'both', 'postgres'] as const;
type HurtKind = (typeof KINDS)[number];

/** What was hurt, and when, in milliseconds since 1970. */
export interface Hurt {
  kind: HurtKind;
  from: number;
  to: number;
  /** Whose Terraform was killed. */
  run?: string;
}

interface HurtOptions {
  seed: number;
  moments: number;
  killEvery: number;
  /** See performance.now. */
  deadline: number;
}

/** So far into an apply at most. */
const LATEST_MS = 1_500;
const AWAY_MS = [0, 3_000] as const;
const MANY = 1_000;

/** What is done at a moment; all of it is drawn beforehand, so that a seed repeats it. */
interface Blow {
  kind: HurtKind;
  /** After the one before. */
  waitMs: number;
  /** After something is applied, or else while Terraform only reads and locks the state. */
  afterMs: number;
  isInside: boolean;
  /** Which of the applies, and of the backends, counted around. */
  whom: number;
  backend: number;
  how: 'fast' | 'immediate';
  awayMs: number;
}

/**
 * Hurts something at so many moments, all of them while something is applied. The list grows meanwhile.
 *
 * @param options - `killEvery` is the seconds from one to the next while a backend serves, on average; the seed decides what,
 *   when and whom.
 */
export async function hurtAgainAndAgain(
  trial: TerraformTrial,
  hurts: Hurt[],
  options: HurtOptions,
  say: (text: string) => void,
): Promise<void> {
  const { seed, moments, killEvery, deadline } = options;
  const chance = chanceOf(seed);
  while (hurts.length < moments && performance.now() < deadline) {
    const blow = drawBlow(chance, killEvery);
    await untilServed(trial, deadline);
    await pause(blow.waitMs);
    const hurt = await hurtOnce(trial, blow, deadline);
    if (!hurt) return;
    hurts.push(hurt);
    const whom = hurt.run ? ` of ${hurt.run}` : '';
    say(`${hurts.length} of ${moments}: ${hurt.kind}${whom}`);
  }
}

/**
 * One that is killed as soon as it is back does no work: where a start takes longer than it is from one blow to the next,
 * nothing would ever go on.
 */
async function untilServed(
  { portals }: TerraformTrial,
  deadline: number,
): Promise<void> {
  while (portals.readyPorts.length === 0 && performance.now() < deadline) {
    await pause(100);
  }
}

function drawBlow({ between, pick }: Chance, killEvery: number): Blow {
  return {
    kind: pick(KINDS),
    waitMs: between(killEvery * 500, killEvery * 1500),
    afterMs: between(0, LATEST_MS),
    isInside: between(0, 3) > 0,
    whom: between(0, MANY),
    backend: between(0, MANY),
    how: pick(['fast', 'immediate'] as const),
    awayMs: between(...AWAY_MS),
  };
}

async function hurtOnce(
  trial: TerraformTrial,
  blow: Blow,
  deadline: number,
): Promise<Hurt | undefined> {
  const { kind, how, awayMs } = blow;
  const victim = await findVictim(trial, blow, deadline);
  if (!victim) return undefined;
  const from = Date.now();
  if (kind === 'postgres') {
    await trial.postgres.stopFor(awayMs, how);
    return { kind, from, to: Date.now() };
  }
  const hasHit = kind === 'backend' || kill(victim);
  if (!hasHit) return hurtOnce(trial, blow, deadline);
  if (kind !== 'terraform') await killBackend(trial, blow, deadline);
  const { run } = victim;
  return { kind, from, to: Date.now(), ...(kind !== 'backend' && { run }) };
}

/** An apply that goes on, as far as the blow has it; undefined when there is none until the deadline. */
async function findVictim(
  { stateDir, things }: TerraformTrial,
  { whom, isInside, afterMs }: Blow,
  deadline: number,
): Promise<RunProcess | undefined> {
  const findAll = () =>
    findApplies(stateDir).filter(
      ({ run }) => !isInside || things.hasBegun(run),
    );
  while (performance.now() < deadline) {
    const applies = findAll();
    const chosen = applies[whom % applies.length];
    if (chosen) {
      await pause(afterMs);
      if (findAll().some(({ pid }) => pid === chosen.pid)) return chosen;
    }
    await pause(50);
  }
  return undefined;
}

function kill({ pid }: RunProcess): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** One that serves; the next where the one that was drawn is only starting. */
async function killBackend(
  { portals }: TerraformTrial,
  { backend }: Blow,
  deadline: number,
): Promise<void> {
  for (let turn = backend; performance.now() < deadline; turn++) {
    if (portals.kill(turn % portals.size)) return;
    await pause(100);
  }
}
