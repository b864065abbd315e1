import fs from 'node:fs';
import path from 'node:path';
import { ConflictError, NotFoundError, toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Clock } from '@towpath/clock';
import { makeFolder, readIfThere, remove } from '../files';
import { parseJson, readObject } from '../json/read';
import type { Binary } from '../process/findBinary';
import type { Following } from '../run/CommandRunner';
import { Invocation } from '../run/Invocation';
import { ownOverrideFile } from '../run/overrideFile';
import { readStateOutputs } from '../state/readStateFile';
import type { PlanRecord, RunFolder, RunRecord } from '../run/RunFolder';
import type { RunEnding } from '../run/types';
import { requireNoImportsFile, writeImports } from '../run/importsFile';
import { Workspace, type Backend, type Output } from '../run/Workspace';
import { requireFetchedTrusted, requireTrusted } from '../trust/requireTrusted';
import type { TrustPolicy } from '../trust/types';
import { StackRuns } from './StackRuns';
import type { ApplyRequest, PlanRequest, StackPlan } from './types';

const PAUSE_MS = 50;
/** Where a module comes from of which nobody knows more. */
const HANDED_OVER = 'archive';

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
  /** What modules may do. */
  trust: TrustPolicy;
  clock: Clock;
  graceMs: number;
  /** Told when something that Terraform did for a run has ended. */
  onEnd?(run: string): void;
}

/**
 * One state, and the runs on it, each in an owner-only folder of its own. What Terraform does outlives
 * whoever began it: `plan` and `apply` answer how it stands and wait for nothing, so they are called
 * again until they answer. That one run at a time changes a stack is for the caller to see to.
 */
export class Stack {
  readonly #options: StackOptions;
  readonly #runs: StackRuns;

  constructor(options: StackOptions) {
    this.#options = options;
    this.#runs = new StackRuns(
      path.join(options.folder, 'runs'),
      options.clock,
    );
  }

  /** Whether something is in it, or a plan waits to be applied. A state that cannot be read holds something. */
  async isInUse(): Promise<boolean> {
    const waiting = this.#runs
      .folders()
      .some(folder => folder.planRecord && !folder.ending);
    return waiting || !(await this.#isEmpty());
  }

  async #isEmpty(): Promise<boolean> {
    const { readState } = this.#backend();
    const text = readState ? await readState() : readIfThere(this.localState());
    const { resources } = readObject(parseJson(text ?? ''));
    return !text || (Array.isArray(resources) && resources.length === 0);
  }

  /**
   * Puts down what a run is about: a copy of the module, and the variables.
   *
   * @throws InputError for a run that cannot be a folder; NotFoundError when the module is no folder
   */
  prepare(request: PlanRequest): void {
    const { run, by, source, origin, destroy, preview, imports = [] } = request;
    const { replace, targets, refreshOnly } = request;
    requireFolder(source);
    requireNoImportsFile(source);
    const folder = this.#runs.folderOf(run);
    folder.create(
      {
        id: run,
        stack: this.#options.key,
        destroy,
        preview,
        ...{ replace, targets, refreshOnly },
        by,
        origin,
        backend: this.#backend().type,
        createdAt: this.#options.clock.now(),
      },
      source,
    );
    writeImports(folder.module, imports);
    this.#workspaceIn(folder).prepare(
      request.variables ?? {},
      request.secrets ?? {},
    );
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
    const { destroy = false, preview, ...more } = this.#requirePrepared(folder);
    const workspace = this.#workspaceIn(folder);
    if (!(await this.#ready(folder, workspace, following))) return undefined;
    const { replace, targets, refreshOnly } = more;
    const options = { destroy, lock: !preview, replace, targets, refreshOnly };
    const record = await workspace.plan(options, following);
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
    if (shown !== request.digest) throw this.#refusePlan(request);
    if (folder.ending) return folder.ending;
    if (!this.#runs.findApply(folder)) this.#requirePlan(folder, request);
    return this.#conclude(folder, request);
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
    this.#workspaceIn(folder).keepEphemeral(secrets, ephemeral);
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
    return this.#conclude(folder, following);
  }

  /**
   * Brings to their ends applies of other runs that nobody brought there, and saves states that they could
   * not save, so that what they did is in the state before this run builds on it.
   *
   * @returns in words, the apply that has to end first; undefined when all is well
   * @throws ConflictError when a newer state than that of the backend still cannot be saved
   */
  async settle(run: string): Promise<string | undefined> {
    const others = this.#runs.folders().filter(one => one.name !== run);
    const busy = others.find(one => !one.ending && this.#runs.isApplying(one));
    if (busy) return `an apply of ${busy.record()?.by} has not ended`;
    for (const folder of others) {
      if (this.#runs.isForgotten(folder)) await this.#conclude(folder, {}, run);
      await this.#saveEmergencyState(folder, run);
    }
    return undefined;
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
      .filter(one => this.#isOutdated(one.record()))
      .map(one => one.name);
  }

  #isOutdated(record: RunRecord | undefined): boolean {
    return record !== undefined && backendOf(record) !== this.#backend().type;
  }

  /** The outputs of the stack, sensitive ones too. Needs no module: it reads the state. */
  async outputs(run: string): Promise<Record<string, Output>> {
    const { readState } = this.#backend();
    if (readState) return readStateOutputs((await readState()) ?? '');
    return this.#inEmptyModule(run, workspace => workspace.outputs());
  }

  /** The state with every secret in it; empty when there is none. */
  async pullState(run: string): Promise<string> {
    const { readState } = this.#backend();
    if (readState) return (await readState()) ?? '';
    return this.#inEmptyModule(run, workspace => workspace.state.pull());
  }

  /** Takes over something that exists under an address of the module. */
  async importResource(
    request: PlanRequest & { address: string; id: string },
  ): Promise<void> {
    const { address, id } = request;
    await this.#inModule(request, workspace =>
      workspace.importResource(address, id, request),
    );
  }

  /** What is wrong with a module, and which of its files are not formatted. Touches no state. */
  async check(request: PlanRequest) {
    return this.#inModule(request, async workspace => ({
      diagnostics: await workspace.validate(),
      unformatted: await workspace.checkFormat(),
    }));
  }

  #workspaceIn(folder: RunFolder, acting = folder.name): Workspace {
    const { onEnd, ...options } = this.#options;
    return new Workspace({
      ...options,
      folder,
      acting,
      backend: this.#backend(),
      onEnd: onEnd && (() => onEnd(folder.name)),
    });
  }

  #backend(): Backend {
    return (
      this.#options.backend ?? {
        type: 'local',
        config: { path: this.localState() },
      }
    );
  }

  /** Where the state lies when it lives in the folder of the stack. */
  localState(): string {
    return path.join(this.#options.folder, 'terraform.tfstate');
  }

  /** Whether the module is ready to run: read before `init`, and what that brought read before anything else. */
  async #ready(
    folder: RunFolder,
    workspace: Workspace,
    following: Following,
  ): Promise<boolean> {
    await this.#requireTrusted(folder, 'given', following);
    if (!(await workspace.init(following))) return false;
    await this.#requireTrusted(folder, 'fetched', following);
    return true;
  }

  async #requireTrusted(
    folder: RunFolder,
    what: 'given' | 'fetched',
    { onEvent }: Following,
  ): Promise<void> {
    if (folder.isTrusted(what)) return;
    const module = {
      folder: folder.module,
      origin: folder.record()?.origin ?? HANDED_OVER,
      policy: this.#options.trust,
      except: ownOverrideFile(folder.module),
    };
    const warnings =
      what === 'given'
        ? await requireTrusted(module)
        : await requireFetchedTrusted(module, folder.data);
    for (const text of warnings) {
      onEvent?.({ type: 'message', severity: 'warning', text });
    }
    folder.markTrusted(what);
  }

  #requirePrepared(folder: RunFolder): RunRecord {
    const record = folder.record();
    if (record) return record;
    throw new NotFoundError(
      `What the run "${folder.name}" of the stack "${
        this.#options.key
      }" was given is not here any more. Plan anew`,
    );
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
    if (this.#isOutdated(folder.record())) throw refuseOutdated(request.run);
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
    following: Following = {},
    acting = folder.name,
  ): Promise<RunEnding | undefined> {
    const ending = await this.#workspaceIn(folder, acting).apply(following);
    if (!ending) return undefined;
    folder.ending = ending;
    if (ending.stateSaved) folder.clean();
    return ending;
  }

  /** A run in which Terraform could not save the state left it in its folder. */
  async #saveEmergencyState(folder: RunFolder, acting: string): Promise<void> {
    const { ending } = folder;
    if (ending?.stateSaved !== false) return;
    if (!fs.existsSync(folder.emergencyState)) return;
    try {
      const { state } = this.#workspaceIn(folder, acting);
      await state.push(folder.emergencyState);
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

  async #inEmptyModule<T>(
    run: string,
    work: (workspace: Workspace) => Promise<T>,
  ): Promise<T> {
    const source = makeFolder(path.join(this.#options.folder, 'empty'));
    return this.#inModule({ run, by: 'the portal', source }, work);
  }

  async #inModule<T>(
    request: PlanRequest,
    work: (workspace: Workspace) => Promise<T>,
  ): Promise<T> {
    const folder = this.#runs.folderOf(request.run);
    try {
      this.prepare(request);
      const workspace = this.#workspaceIn(folder);
      while (!(await this.#ready(folder, workspace, request))) {
        await this.#options.clock.sleep(PAUSE_MS);
      }
      return await work(workspace);
    } finally {
      remove(folder.root);
    }
  }
}

function toPlan(run: string, { digest, projection }: PlanRecord): StackPlan {
  return { run, digest, projection };
}

function backendOf({ backend = 'local' }: RunRecord): string {
  return backend;
}

function refuseOutdated(run: string): ConflictError {
  return new ConflictError(
    `The plan "${run}" was made when the state was kept elsewhere. Plan anew and look at the difference again`,
  );
}

function requireFolder(source: string): void {
  if (fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new NotFoundError(
    `There is no folder of a module at ${source}. Name one that the template has fetched, or a module of the platform`,
  );
}
