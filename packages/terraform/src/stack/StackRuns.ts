import path from 'node:path';
import { InputError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { listFolder, remove } from '../files';
import { Invocation } from '../run/Invocation';
import { RunFolder } from '../run/RunFolder';
import type { RunStage } from './types';

const PLAN_KEPT_MS = 24 * 3600_000;
const ENDING_KEPT_MS = 30 * 24 * 3600_000;
const ID = /^[a-z0-9][a-z0-9._-]{0,79}$/i;

/** The runs of one stack, as their folders tell of them. */
export class StackRuns {
  readonly #root: string;
  readonly #clock: Clock;

  constructor(root: string, clock: Clock) {
    this.#root = root;
    this.#clock = clock;
  }

  /** @throws InputError for a name that cannot be a folder */
  folderOf(run: string): RunFolder {
    if (!ID.test(run)) {
      throw new InputError(
        `The run "${run}" cannot be a folder; use letters, digits, ".", "_" and "-", at most 80`,
      );
    }
    return new RunFolder(path.join(this.#root, run));
  }

  folders(): RunFolder[] {
    return listFolder(this.#root).map(run => this.folderOf(run));
  }

  findApply(folder: RunFolder): Invocation | undefined {
    return Invocation.find(folder.invocation('apply'), this.#clock);
  }

  /** Whether a process of this run is there. */
  isAlive(folder: RunFolder): boolean {
    return folder
      .invocations()
      .some(one => Invocation.find(one, this.#clock)?.isRunning());
  }

  /** Runs whose apply has ended, but nobody was there to see how. */
  forgotten(): RunFolder[] {
    return this.folders().filter(
      one => !one.ending && this.findApply(one) && !this.isAlive(one),
    );
  }

  /** Whether a run is as old as a plan becomes. */
  isDayOld(folder: RunFolder): boolean {
    return this.#ageOf(folder) > PLAN_KEPT_MS;
  }

  #ageOf(folder: RunFolder): number {
    return this.#clock.now() - (folder.record()?.createdAt ?? 0);
  }

  stage(folder: RunFolder): RunStage {
    if (folder.ending) return 'ended';
    if (this.findApply(folder)) return 'applying';
    return folder.planRecord ? 'planned' : 'none';
  }

  /** Removes plans that nobody applied within a day, and endings that are older than thirty. */
  sweep(): void {
    for (const folder of this.folders()) {
      const unsaved = folder.ending?.stateSaved === false;
      if (this.isAlive(folder) || unsaved) continue;
      if (folder.ending) folder.clean();
      const kept = folder.ending ? ENDING_KEPT_MS : PLAN_KEPT_MS;
      // How an apply ended is read first.
      if (
        this.#ageOf(folder) > kept &&
        (folder.ending || !this.findApply(folder))
      ) {
        remove(folder.root);
      }
    }
  }
}
