import path from 'node:path';
import { InputError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { listFolder } from '../files';
import { Invocation } from '../run/Invocation';
import { RunFolder } from '../run/RunFolder';

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

  /** Only what can be one: the disk may hold what others put there. */
  names(): string[] {
    return listFolder(this.#root).filter(run => ID.test(run));
  }

  folders(): RunFolder[] {
    return this.names().map(run => this.folderOf(run));
  }

  findApply(folder: RunFolder): Invocation | undefined {
    return Invocation.find(folder.invocation('apply'), this.#clock);
  }

  isApplying(folder: RunFolder): boolean {
    return this.findApply(folder)?.isRunning() ?? false;
  }

  /** Whether its apply has ended, and nobody was there to see how. */
  isForgotten(folder: RunFolder): boolean {
    return (
      !folder.ending &&
      this.findApply(folder) !== undefined &&
      !this.isApplying(folder)
    );
  }
}
