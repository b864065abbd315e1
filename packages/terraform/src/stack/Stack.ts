import fs from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import { remove } from '../files';
import type { Output } from '../json/readOutputs';
import type { Following } from '../run/CommandRunner';
import { requireNoImportsFile, writeImports } from '../run/importsFile';
import { Invocation } from '../run/Invocation';
import type { PlanRecord, RunFolder } from '../run/RunFolder';
import type { RunEnding } from '../run/types';
import { Endings } from './Endings';
import {
  refuseGone,
  refuseOther,
  refuseOutdated,
  refuseUnprepared,
  requireFolder,
} from './refusals';
import type { StackOptions } from './StackOptions';
import { StackRuns } from './StackRuns';
import { StackState } from './StackState';
import type { ApplyRequest, PlanRequest, StackPlan } from './types';
import { Workspaces } from './Workspaces';

/**
 * One state, and the runs on it, each in an owner-only folder of its own. What Terraform does outlives
 * whoever began it: `plan` and `apply` answer how it stands and wait for nothing, so they are called
 * again until they answer. That one run at a time changes a stack is for the caller to see to.
 */
export class Stack {
  readonly #options: StackOptions;
  readonly #runs: StackRuns;
  readonly #workspaces: Workspaces;
  readonly #state: StackState;
  readonly #endings: Endings;

  constructor(options: StackOptions) {
    this.#options = options;
    const folder = path.join(options.folder, 'runs');
    this.#runs = new StackRuns(folder, options.clock);
    this.#workspaces = new Workspaces(options);
    this.#state = new StackState(this.#workspaces, options);
    this.#endings = new Endings(options.key, this.#runs, this.#workspaces);
  }

  /** Whether something is in it, or a plan waits to be applied. A state that cannot be read holds something. */
  async isInUse(): Promise<boolean> {
    const waiting = this.#runs
      .folders()
      .some(folder => folder.planRecord && !folder.ending);
    return waiting || !(await this.#state.isEmpty());
  }

  /**
   * Puts down what a run is about: a copy of the module, and the variables.
   *
   * @throws InputError for a run that cannot be a folder, or a module with a file named as ours; NotFoundError when
   *   the module is no folder
   */
  prepare(request: PlanRequest): void {
    const { run, source, imports = [], variables, secrets } = request;
    requireFolder(source);
    requireNoImportsFile(source);
    const folder = this.#runs.folderOf(run);
    const { by, origin, destroy, preview } = request;
    const { replace, targets, refreshOnly } = request;
    folder.create(
      {
        ...{ id: run, stack: this.#options.key, by, origin },
        ...{ destroy, preview, replace, targets, refreshOnly },
        backend: this.#workspaces.backend.type,
        createdAt: this.#options.clock.now(),
      },
      source,
    );
    writeImports(folder.module, imports);
    this.#workspaces.of(folder).prepare(variables ?? {}, secrets ?? {});
  }

  /**
   * Plans what was prepared, or looks how that stands. Undefined while Terraform plans.
   *
   * @throws InputError with what Terraform says, or why the module may not run; NotFoundError when nothing was prepared, or it is gone
   */
  async plan(
    run: string,
    following: Following = {},
  ): Promise<StackPlan | undefined> {
    const folder = this.#runs.folderOf(run);
    const known = folder.planRecord;
    if (known) return toPlan(run, known);
    const prepared = folder.record();
    if (!prepared) throw refuseUnprepared(this.#options.key, run);
    if (!(await this.#workspaces.isReady(folder, following))) return undefined;
    const {
      destroy = false,
      preview,
      replace,
      targets,
      refreshOnly,
    } = prepared;
    const options = { destroy, lock: !preview, replace, targets, refreshOnly };
    const record = await this.#workspaces.of(folder).plan(options, following);
    if (!record) return undefined;
    folder.planRecord = record;
    remove(folder.variables);
    return toPlan(run, record);
  }

  /**
   * Applies the plan of a run, exactly and once, or looks how that stands. Undefined while Terraform
   * applies.
   *
   * @throws ConflictError when the plan is not the one shown; NotFoundError when there is no such plan
   *   any more
   */
  async apply(request: ApplyRequest): Promise<RunEnding | undefined> {
    const folder = this.#runs.folderOf(request.run);
    const shown = folder.planRecord?.digest ?? request.digest;
    if (shown !== request.digest) {
      throw refuseOther(this.#options.key, request);
    }
    if (folder.ending) return folder.ending;
    if (!this.#runs.findApply(folder)) this.#requirePlan(folder, request);
    return this.#endings.conclude(folder, request);
  }

  #requirePlan(folder: RunFolder, request: ApplyRequest): void {
    const { key } = this.#options;
    if (!folder.planRecord || !fs.existsSync(folder.plan)) {
      throw refuseGone(key, request.run);
    }
    if (this.#workspaces.isOutdated(folder.record())) {
      throw refuseOutdated(request.run);
    }
    const found = this.#workspaces.of(folder).planDigest();
    if (found !== request.digest) throw refuseOther(key, request);
  }

  /** Whether the apply of a run was begun, by whatever process. */
  hasBegun(run: string): boolean {
    const folder = this.#runs.folderOf(run);
    return !!folder.ending || this.#runs.findApply(folder) !== undefined;
  }

  /** Gives the apply of a run the values of variables that Terraform keeps in no plan. */
  giveSecrets(run: string, secrets: JsonObject): void {
    const folder = this.#runs.folderOf(run);
    const { ephemeral } = folder.planRecord ?? { ephemeral: [] };
    this.#workspaces.of(folder).keepEphemeral(secrets, ephemeral);
  }

  /** Ends what Terraform does for a run, in good order where it can. Answers how an apply of it ended. */
  async stop(
    run: string,
    following: Following = {},
  ): Promise<RunEnding | undefined> {
    const { clock, graceMs } = this.#options;
    const folder = this.#runs.folderOf(run);
    await Promise.all(
      folder
        .invocations()
        .map(one => Invocation.find(one, clock)?.stop(graceMs, 'cancelled')),
    );
    if (folder.ending) return folder.ending;
    if (!this.#runs.findApply(folder)) {
      await this.#options.backend?.freeLock?.(run);
      return undefined;
    }
    return this.#endings.conclude(folder, following);
  }

  /**
   * Brings to their ends applies of other runs that nobody brought there, and saves states that they could
   * not save, so that what they did is in the state before this run builds on it.
   *
   * @returns in words, the apply that has to end first; undefined when all is well
   * @throws ConflictError when a newer state than that of the backend still cannot be saved
   */
  async settle(run: string): Promise<string | undefined> {
    return this.#endings.settleBefore(run);
  }

  /** Whether an apply has ended, and nobody has brought its run to its end. */
  get hasForgotten(): boolean {
    return this.#runs.folders().some(one => this.#runs.isForgotten(one));
  }

  /** Removes all of a run, unless how its apply ended is only there, or the newest state is. */
  forget(run: string): void {
    const folder = this.#runs.folderOf(run);
    const isOpen = !folder.ending && this.#runs.findApply(folder);
    if (isOpen || folder.ending?.stateSaved === false) return;
    remove(folder.root);
  }

  /** The runs of which something is on the disk. */
  runs(): string[] {
    return this.#runs.names();
  }

  /** Whether every apply has ended, is known to have, and has its state where that belongs. */
  get isSettled(): boolean {
    return this.#runs.folders().every(one => {
      const { ending } = one;
      return ending ? ending.stateSaved : !this.#runs.findApply(one);
    });
  }

  /** Runs whose plan is of another backend than the one where the state lives now, and is applied no more. */
  outdatedRuns(): string[] {
    return this.#runs
      .folders()
      .filter(one => !one.ending && !this.#runs.findApply(one))
      .filter(one => this.#workspaces.isOutdated(one.record()))
      .map(one => one.name);
  }

  /** The outputs of the stack, sensitive ones too. Needs no module: it reads the state. */
  async outputs(run: string): Promise<Record<string, Output>> {
    return this.#state.outputs(this.#runs.folderOf(run));
  }

  /** The state with every secret in it; empty when there is none. */
  async pullState(run: string): Promise<string> {
    return this.#state.pull(this.#runs.folderOf(run));
  }

  /** Where the state lies when it lives in the folder of the stack. */
  localState(): string {
    return this.#workspaces.localState;
  }
}

function toPlan(run: string, { digest, projection }: PlanRecord): StackPlan {
  return { run, digest, projection };
}
