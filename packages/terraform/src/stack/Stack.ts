import fs from 'node:fs';
import path from 'node:path';
import { ConflictError, NotFoundError, toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Clock } from '@towpath/clock';
import { makeFolder, readIfThere, remove } from '../files';
import { parseJson, readObject } from '../json/read';
import type { PlanProjection } from '../plan/types';
import type { Binary } from '../process/findBinary';
import type { Following } from '../run/CommandRunner';
import { Invocation } from '../run/Invocation';
import type { PlanRecord, RunFolder } from '../run/RunFolder';
import type { RunEnding } from '../run/types';
import { Workspace, type Backend, type Output } from '../run/Workspace';
import { StackLock, type LockHolder } from './StackLock';
import { StackOwner } from './StackOwner';
import { StackRuns } from './StackRuns';
import type {
  ApplyRequest,
  PlanRequest,
  RunStage,
  StackPlan,
  StackRequest,
} from './types';

export interface StackOptions {
  key: string;
  /** Owner-only folder of this stack. */
  folder: string;
  binary: Binary;
  /** Where the state lives; in the folder of the stack when absent. */
  backend?: Backend;
  env?: Record<string, string>;
  plainEnv?: Record<string, string>;
  providerMirror?: string;
  clock: Clock;
  graceMs: number;
}

/** One state, and the runs on it: one at a time, each in an owner-only folder of its own. */
export class Stack {
  readonly #options: StackOptions;
  /** Whose it is; nobody's before the first claim, and after everything in it was deleted. */
  readonly owner: StackOwner;
  readonly #runs: StackRuns;
  readonly #lock: StackLock;

  constructor(options: StackOptions) {
    this.#options = options;
    this.owner = new StackOwner(options.folder);
    this.#runs = new StackRuns(
      path.join(options.folder, 'runs'),
      options.clock,
    );
    this.#lock = new StackLock({
      stack: options.key,
      folder: path.join(options.folder, 'lock'),
      clock: options.clock,
      isRunAlive: run => this.#runs.isAlive(this.#runs.folderOf(run)),
    });
  }

  /** Who works on this stack now. */
  holder(): LockHolder | undefined {
    return this.#lock.holder();
  }

  /** Whether something is in it, or a plan waits to be applied. A state that cannot be read holds something. */
  isInUse(): boolean {
    const waiting = this.#runs
      .folders()
      .some(folder => this.#runs.stage(folder) !== 'none' && !folder.ending);
    return waiting || !this.#isEmpty();
  }

  #isEmpty(): boolean {
    const text = readIfThere(this.#stateFile()) ?? '';
    const { resources } = readObject(parseJson(text));
    return text === '' || (Array.isArray(resources) && resources.length === 0);
  }

  stage(run: string): RunStage {
    return this.#runs.stage(this.#runs.folderOf(run));
  }

  /** How a run ended; undefined while that is not known, and after thirty days. */
  ending(run: string): RunEnding | undefined {
    return this.#runs.folderOf(run).ending;
  }

  /** Notes that the caller passed on how a run ended, so that the next try may be a new run. */
  markReported(run: string): void {
    this.#runs.folderOf(run).markReported();
  }

  isReported(run: string): boolean {
    return this.#runs.folderOf(run).reported;
  }

  /** The plan of a run as it may be shown; undefined before and after it exists. */
  planOf(run: string): StackPlan | undefined {
    const record = this.#runs.folderOf(run).planRecord;
    return record && toPlan(run, record);
  }

  /**
   * Plans a module against this stack. The same run again gives the same plan.
   *
   * @throws InputError with what Terraform says; ConflictError when another run holds the stack
   */
  async plan(request: PlanRequest): Promise<StackPlan> {
    const folder = this.#runs.folderOf(request.run);
    const known = folder.planRecord;
    if (known) return toPlan(request.run, known);
    return this.#holding(request, 'a plan', async () => {
      await this.#settle();
      this.#runs.sweep();
      const record = await this.#planIn(folder, request, true);
      folder.planRecord = record;
      return toPlan(request.run, record);
    });
  }

  /** Plans without a lock and keeps nothing: for a dry run, beside whatever runs on the stack. */
  async preview(request: PlanRequest): Promise<PlanProjection> {
    const folder = this.#runs.folderOf(request.run);
    try {
      const record = await this.#planIn(folder, request, false);
      return record.projection;
    } finally {
      remove(folder.root);
    }
  }

  /**
   * Applies the plan of a run, exactly and once. Asked again, it goes on with the apply that runs, or
   * tells how it ended.
   *
   * @throws ConflictError when the plan is not the one shown, or another run holds the stack;
   *   NotFoundError when there is no such plan any more
   */
  async apply(request: ApplyRequest): Promise<RunEnding> {
    const folder = this.#runs.folderOf(request.run);
    const shown = folder.planRecord?.digest ?? request.digest;
    if (shown !== request.digest) throw this.#refusePlan(request);
    if (folder.ending) return folder.ending;
    return this.#holding(request, 'an apply', async () => {
      if (folder.ending) return folder.ending;
      if (!this.#runs.findApply(folder)) {
        this.#requirePlan(folder, request);
        await this.#settle();
      }
      return this.#conclude(folder, request.secrets, request);
    });
  }

  /** The outputs of the stack, sensitive ones too. Needs no module: it reads the state. */
  async outputs(run: string): Promise<Record<string, Output>> {
    return this.#inEmptyModule(run, workspace => workspace.outputs());
  }

  /** The state with every secret in it; empty when there is none. */
  async pullState(run: string): Promise<string> {
    return this.#inEmptyModule(run, workspace => workspace.state.pull());
  }

  /** Puts a state in the place of the one there; one that is older, or of another stack, is refused. */
  async pushState(request: StackRequest & { file: string }): Promise<void> {
    return this.#holding(request, 'saving a state', () =>
      this.#inEmptyModule(request.run, one => one.state.push(request.file)),
    );
  }

  /** Takes over something that exists under an address of the module. */
  async importResource(
    request: PlanRequest & { address: string; id: string },
  ): Promise<void> {
    const { run, address, id } = request;
    const folder = this.#runs.folderOf(run);
    return this.#holding(request, `an import of ${address}`, async () => {
      await this.#settle();
      try {
        const workspace = await this.#prepare(folder, request);
        await workspace.importResource(address, id, request);
      } finally {
        remove(folder.root);
      }
    });
  }

  /** What is wrong with a module, and which of its files are not formatted. Touches no state. */
  async check(request: PlanRequest) {
    const folder = this.#runs.folderOf(request.run);
    try {
      const workspace = await this.#prepare(folder, request);
      return {
        diagnostics: await workspace.validate(),
        unformatted: await workspace.checkFormat(),
      };
    } finally {
      remove(folder.root);
    }
  }

  /**
   * Removes plans that nobody applied within a day, and endings that are older than thirty. An apply
   * whose portal died, and that nobody came back to within a day, is brought to its ending first. While
   * somebody works on the stack nothing goes: it may be what they are about to use.
   */
  async sweep(): Promise<void> {
    if (this.holder()) return;
    const late = this.#runs.forgotten().some(run => this.#runs.isDayOld(run));
    if (!late) {
      this.#runs.sweep();
      return;
    }
    const request = { run: 'sweep', by: 'the portal' };
    await this.#holding(request, 'tidying up', async () => {
      await this.#concludeForgotten();
      this.#runs.sweep();
    });
  }

  #workspaceIn(folder: RunFolder): Workspace {
    return new Workspace({
      ...this.#options,
      folder,
      backend: this.#backend(),
    });
  }

  #backend(): Backend {
    return (
      this.#options.backend ?? {
        type: 'local',
        config: { path: this.#stateFile() },
      }
    );
  }

  #stateFile(): string {
    return path.join(this.#options.folder, 'terraform.tfstate');
  }

  async #holding<T>(
    request: StackRequest,
    doing: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const { run, by, waitMs = 0, signal, onWait } = request;
    signal?.throwIfAborted();
    // The lock asks for the processes of its holder later on.
    this.#runs.folderOf(run);
    makeFolder(this.#options.folder);
    const release = await this.#lock.acquire({
      run,
      by,
      doing,
      waitMs,
      signal,
      onWait,
    });
    try {
      return await work();
    } finally {
      release();
    }
  }

  async #prepare(folder: RunFolder, request: PlanRequest) {
    const { run, by, source, destroy = false } = request;
    await this.#stopLeftovers(folder);
    requireFolder(source);
    folder.create(
      {
        id: run,
        stack: this.#options.key,
        destroy,
        by,
        createdAt: this.#options.clock.now(),
      },
      source,
    );
    const workspace = this.#workspaceIn(folder);
    workspace.prepare(request.variables ?? {}, request.secrets ?? {});
    await workspace.init(request);
    return workspace;
  }

  async #planIn(
    folder: RunFolder,
    request: PlanRequest,
    lock: boolean,
  ): Promise<PlanRecord> {
    const { destroy = false } = request;
    try {
      const workspace = await this.#prepare(folder, request);
      return await workspace.plan({ destroy, lock }, request);
    } catch (error) {
      // A plan that failed is of no use, and its folder holds secrets.
      remove(folder.root);
      throw error;
    }
  }

  /** A plan whose portal died may still run; it changes nothing, so it is ended and made anew. */
  async #stopLeftovers(folder: RunFolder): Promise<void> {
    for (const one of folder.invocations()) {
      const { clock, graceMs } = this.#options;
      await Invocation.find(one, clock)?.stop(graceMs, 'cancelled');
    }
  }

  #requirePlan(folder: RunFolder, request: ApplyRequest): void {
    const record = folder.planRecord;
    if (!record || !fs.existsSync(folder.plan)) {
      throw new NotFoundError(
        `There is no plan "${request.run}" of the stack "${
          this.#options.key
        }" any more: a plan is kept for a day. Plan anew`,
      );
    }
    const found = this.#workspaceIn(folder).planDigest();
    if (found !== request.digest) throw this.#refusePlan(request);
  }

  #refusePlan({ run, digest }: ApplyRequest): ConflictError {
    return new ConflictError(
      `The plan "${run}" of the stack "${
        this.#options.key
      }" is not the one that was shown (${digest.slice(
        0,
        12,
      )}). Plan anew and look at the difference again`,
    );
  }

  /** Goes on with the apply of a run, or begins it, and writes down how it ended. */
  async #conclude(
    folder: RunFolder,
    secrets: JsonObject = {},
    following: Following = {},
  ): Promise<RunEnding> {
    const ending = await this.#workspaceIn(folder).apply(secrets, following);
    folder.ending = ending;
    if (ending.stateSaved) folder.clean();
    if (folder.record()?.destroy && ending.applied && ending.stateSaved) {
      this.owner.release();
    }
    return ending;
  }

  /** What earlier runs did is in the state before another one builds on it. */
  async #settle(): Promise<void> {
    await this.#concludeForgotten();
    await this.#saveEmergencyStates();
  }

  async #concludeForgotten(): Promise<void> {
    for (const folder of this.#runs.forgotten()) await this.#conclude(folder);
  }

  /** A run in which Terraform could not save the state left it in its folder. */
  async #saveEmergencyStates(): Promise<void> {
    for (const folder of this.#runs.folders()) {
      const { ending } = folder;
      if (ending?.stateSaved !== false) continue;
      if (!fs.existsSync(folder.emergencyState)) continue;
      try {
        await this.#workspaceIn(folder).state.push(folder.emergencyState);
      } catch (error) {
        throw new ConflictError(
          `The stack "${
            this.#options.key
          }" has a newer state than its backend, in ${
            folder.emergencyState
          }, and it still cannot be saved: ${toError(error).message}`,
        );
      }
      folder.ending = { ...ending, stateSaved: true, advice: undefined };
      folder.clean();
    }
  }

  async #inEmptyModule<T>(
    run: string,
    work: (workspace: Workspace) => Promise<T>,
  ): Promise<T> {
    const folder = this.#runs.folderOf(run);
    const source = makeFolder(path.join(this.#options.folder, 'empty'));
    try {
      return await work(
        await this.#prepare(folder, { run, by: 'the portal', source }),
      );
    } finally {
      remove(folder.root);
    }
  }
}

function toPlan(run: string, { digest, projection }: PlanRecord): StackPlan {
  return { run, digest, projection };
}

function requireFolder(source: string): void {
  if (fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new NotFoundError(
    `There is no folder of a module at ${source}. Name one that the template has fetched, or a module of the platform`,
  );
}
