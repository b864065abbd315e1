import { setTimeout as pause } from 'node:timers/promises';
import type { TerraformTrial } from '../trial/terraformTrial.ts';
import { chanceOf, type Chance } from './chance.ts';
import { findApplies, type RunProcess } from './terraformProcesses.ts';

const KINDS = ['backend', 'terraform', 'both', 'postgres'] as const;
export type HurtKind = (typeof KINDS)[number];

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

/**
 * Hurts something at so many moments, all of them while something is applied. The list grows meanwhile.
 *
 * @param options - `killEvery` is the seconds from one to the next, on average; the seed decides what, when and whom.
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
    await pause(chance.between(killEvery * 500, killEvery * 1500));
    const kind = chance.pick(KINDS);
    await findVictim(chance, deadline);
    await pause(chance.between(0, LATEST_MS));
    const hurt = await hurtOnce(trial, { kind, chance, deadline });
    if (!hurt) return;
    hurts.push(hurt);
    const whom = hurt.run ? ` of ${hurt.run}` : '';
    say(`${hurts.length} of ${moments}: ${kind}${whom}`);
  }
}

interface Blow {
  kind: HurtKind;
  chance: Chance;
  deadline: number;
}

async function hurtOnce(
  trial: TerraformTrial,
  blow: Blow,
): Promise<Hurt | undefined> {
  const { kind, chance, deadline } = blow;
  const victim = await findVictim(chance, deadline);
  if (!victim) return undefined;
  const from = Date.now();
  if (kind === 'postgres') {
    const how = chance.pick(['fast', 'immediate'] as const);
    await trial.postgres.stopFor(chance.between(...AWAY_MS), how);
    return { kind, from, to: Date.now() };
  }
  const hasHit = kind === 'backend' || kill(victim);
  if (!hasHit) return hurtOnce(trial, blow);
  if (kind !== 'terraform') await killBackend(trial, blow);
  const { run } = victim;
  return { kind, from, to: Date.now(), ...(kind !== 'backend' && { run }) };
}

/** An apply that goes on; undefined when there is none until the deadline. */
async function findVictim(
  chance: Chance,
  deadline: number,
): Promise<RunProcess | undefined> {
  while (performance.now() < deadline) {
    const applies = findApplies();
    if (applies.length > 0) return chance.pick(applies);
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

/** One that serves; the other where the one that was chosen is only starting. */
async function killBackend(
  { portals }: TerraformTrial,
  { chance, deadline }: Blow,
): Promise<void> {
  const first = chance.between(0, portals.size - 1);
  for (let turn = first; performance.now() < deadline; turn++) {
    if (portals.kill(turn % portals.size)) return;
    await pause(100);
  }
}
