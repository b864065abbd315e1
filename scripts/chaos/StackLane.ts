import { setTimeout as pause } from 'node:timers/promises';
import type { StackRun } from '@towpath/plugin-terraform-stacks-common';
import {
  apply,
  freeLock,
  plan,
  readRun,
  readStack,
  readState,
} from '../trial/stacksApi.ts';
import type { TerraformTrial } from '../trial/terraformTrial.ts';
import { chanceOf, type Chance } from './chance.ts';
import { insist } from './insist.ts';
import { findProcesses } from './terraformProcesses.ts';
import { type Course, hasEnded } from './terraformVerdict.ts';

const THINGS = ['ash', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'oak', 'yew'];
const LATEST_GENERATION = 9;
const LOOK_EVERY_MS = 500;
/** How long what was begun for a run may take to go after it. */
const GOES_WITHIN_MS = 5_000;
/** Answers that stay so however often it is asked. */
const FINAL = [400, 403, 404, 409];

interface LaneOptions {
  seed: number;
  /** See performance.now. */
  deadline: number;
  say(text: string): void;
}

/** One stack, whose things change again and again, one apply after the other. */
export class StackLane {
  readonly #trial: TerraformTrial;
  readonly #options: LaneOptions;
  readonly #chance: Chance;
  #wanted: Record<string, number> = {};
  readonly stack: string;
  readonly courses: Course[] = [];
  /** What could not be brought about, in words. */
  readonly broken: string[] = [];
  /** How often a lock was taken away with a reason. */
  freed = 0;

  constructor(trial: TerraformTrial, stack: string, options: LaneOptions) {
    this.#trial = trial;
    this.stack = stack;
    this.#options = options;
    this.#chance = chanceOf(options.seed);
  }

  /** Until it is over, and once more when nothing is hurt any more. */
  async run(over: { quiet: boolean }): Promise<void> {
    const { deadline, say } = this.#options;
    for (let quiet = false; !quiet; ) {
      if (performance.now() > deadline) {
        this.#sayUnfinished();
        return;
      }
      quiet = over.quiet;
      try {
        const course = await this.#change();
        this.courses.push(course);
        const { run, status, outcome = 'no apply' } = course;
        say(`${this.stack}: ${run} ${status}, ${outcome}`);
      } catch (error) {
        this.broken.push(`${this.stack}: ${error}`);
        await pause(LOOK_EVERY_MS);
      }
    }
  }

  /** Nobody has seen what is left of a stack that came to no quiet change; a run without an end tells that itself. */
  #sayUnfinished(): void {
    if (this.courses.every(hasEnded)) {
      this.broken.push(`${this.stack}: no quiet change before the deadline`);
    }
  }

  async #change(): Promise<Course> {
    this.#wanted = this.#next();
    const from = Date.now();
    const key = `${this.stack}/${this.courses.length}/${from}`;
    const { portals } = this.#trial;
    await this.#insist(() => this.#trial.want(this.stack, this.#wanted));
    const id = await this.#insist(() => plan(portals, this.stack, key));
    const run = await this.#untilEnded(id);
    const to = Date.now();
    return {
      ...{ run: id, stack: this.stack, from, to },
      ...readCourse(run),
      // What is there beside one that goes on says nothing, and may not be asked for any more.
      ...(hasEnded(run) ? await this.#look(id) : NOTHING_SEEN),
    };
  }

  /** Some come, some go, and some become others. */
  #next(): Record<string, number> {
    const { between } = this.#chance;
    const wanted: Record<string, number> = {};
    for (const name of THINGS) {
      if (between(0, 2) === 0) continue;
      const known = this.#wanted[name];
      const stays = known !== undefined && between(0, 2) > 0;
      wanted[name] = stays ? known : between(1, LATEST_GENERATION);
    }
    return wanted;
  }

  /** Confirms the plan once there is one. */
  async #untilEnded(id: string): Promise<StackRun> {
    const { portals } = this.#trial;
    for (;;) {
      const run = await this.#insist(() => readRun(portals, id));
      if (hasEnded(run) || performance.now() > this.#options.deadline) {
        return run;
      }
      if (run.status === 'awaiting-approval') {
        // Whoever was killed may have taken it, and it is asked for again.
        await apply(portals, run).catch(() => undefined);
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  /** What there is once a run has ended. */
  async #look(run: string) {
    const { portals, things, stateDir } = this.#trial;
    const left = await findLeft(stateDir, run);
    const lock = await this.#findLock();
    const content = await this.#insist(() => readState(portals, this.stack));
    const state = content.resources
      .filter(({ deposed }) => !deposed)
      .map(({ address, attributes }) => {
        const [, name = address] = /\["(.+)"\]$/.exec(address) ?? [];
        const generation = attributes.find(({ path }) =>
          /^triggers_replace(\.value)?$/.test(path),
        )?.value;
        return [name, Number(generation)] as const;
      });
    return {
      left,
      lock,
      state: new Map(state),
      things: things.read(this.stack),
    };
  }

  /** Frees it where there is a reason, as somebody who looks at the page would. */
  async #findLock(): Promise<Course['lock']> {
    const { portals } = this.#trial;
    const { stack } = await this.#insist(() => readStack(portals, this.stack));
    const { locked } = stack;
    if (!locked) return undefined;
    const { id, holder, lost } = locked;
    if (lost) {
      const reason = `${lost}, as the trial has seen`;
      await this.#insist(() => freeLock(portals, this.stack, { id, reason }));
      this.freed += 1;
    }
    return { holder, lost };
  }

  #insist<T>(ask: () => Promise<T>): Promise<T> {
    return insist(this.#options, ask, FINAL);
  }
}

const NOTHING_SEEN = { left: [], state: new Map(), things: new Map() };

function readCourse({ status, reason, ending, plan: planned }: StackRun) {
  const changes = (planned?.resources ?? []).filter(
    ({ action }) => !['none', 'read'].includes(action),
  );
  return {
    ...{ status, reason, outcome: ending?.outcome },
    words: ending?.words ?? [],
    planned: changes.map(({ address }) => address.split('"')[1]),
  };
}

/** Commands that go on for a run although they were given time to end. */
async function findLeft(stateDir: string, run: string): Promise<string[]> {
  const deadline = performance.now() + GOES_WITHIN_MS;
  for (;;) {
    const found = findProcesses(stateDir).filter(one => one.run === run);
    if (found.length === 0 || performance.now() > deadline) {
      return found.map(({ command }) => command);
    }
    await pause(100);
  }
}
