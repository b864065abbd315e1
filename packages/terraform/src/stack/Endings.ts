import fs from 'node:fs';
import { ConflictError, toError } from '@backstage/errors';
import type { Following } from '../run/CommandRunner';
import type { RunFolder } from '../run/RunFolder';
import type { RunEnding } from '../run/types';
import type { StackRuns } from './StackRuns';
import type { Workspaces } from './Workspaces';

/** How the applies of a stack's runs end. */
export class Endings {
  readonly #key: string;
  readonly #runs: StackRuns;
  readonly #workspaces: Workspaces;

  constructor(key: string, runs: StackRuns, workspaces: Workspaces) {
    this.#key = key;
    this.#runs = runs;
    this.#workspaces = workspaces;
  }

  /** Goes on with the apply of a run, or begins it, and writes down how it ended. Undefined while Terraform applies. */
  async conclude(
    folder: RunFolder,
    following: Following = {},
    acting = folder.name,
  ): Promise<RunEnding | undefined> {
    const ending = await this.#workspaces.of(folder, acting).apply(following);
    if (!ending) return undefined;
    folder.ending = ending;
    if (ending.stateSaved) folder.clean();
    return ending;
  }

  /**
   * Brings to their ends applies of other runs that nobody brought there, and saves states that they could
   * not save.
   *
   * @returns in words, the apply that has to end first; undefined when all is well
   * @throws ConflictError when a newer state than that of the backend still cannot be saved
   */
  async settleBefore(run: string): Promise<string | undefined> {
    const others = this.#runs.folders().filter(one => one.name !== run);
    const busy = others.find(one => !one.ending && this.#runs.isApplying(one));
    if (busy) return `an apply of ${busy.record()?.by} has not ended`;
    for (const folder of others) {
      if (this.#runs.isForgotten(folder)) await this.conclude(folder, {}, run);
      await this.#saveEmergencyState(folder, run);
    }
    return undefined;
  }

  /** A run in which Terraform could not save the state left it in its folder. */
  async #saveEmergencyState(folder: RunFolder, acting: string): Promise<void> {
    const { ending } = folder;
    if (ending?.stateSaved !== false) return;
    if (!fs.existsSync(folder.emergencyState)) return;
    try {
      const { state } = this.#workspaces.of(folder, acting);
      await state.push(folder.emergencyState);
    } catch (error) {
      throw new ConflictError(
        `The stack "${this.#key}" has a newer state than its backend, in ${
          folder.emergencyState
        }, and it still cannot be saved: ${toError(error).message}`,
      );
    }
    folder.ending = { ...ending, stateSaved: true, advice: undefined };
    folder.clean();
  }
}
