import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { JsonObject } from '@backstage/types';
import { readJson, remove, writeJson, writeWhole } from '../files';
import { parseJson } from '../json/read';
import { findEphemeral } from '../plan/findEphemeral';
import { projectPlan } from '../plan/projectPlan';
import {
  buildEnvironment,
  findPasswords,
  writeCliConfig,
} from '../process/environment';
import { collectStateSecrets, collectTexts } from '../plan/collectSecrets';
import { Redactor } from '@towpath/redact';
import {
  EVENTS,
  LOCK_TIMEOUT,
  toPlanArguments,
  type PlanArguments,
} from './arguments';
import { CommandRunner, type Course, type Following } from './CommandRunner';
import { concludeApply } from './concludeApply';
import { explainEnding } from './explainEnding';
import { overrideFile } from './overrideFile';
import { explainLock, tellUnlocked } from './lockFile';
import { requireBackend } from './requireBackend';
import type { PlanRecord } from './RunFolder';
import { State } from './State';
import type { RunEnding } from './types';
import type { WorkspaceOptions } from './WorkspaceOptions';

/** The commands of Terraform on the module of one run. */
export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly redactor: Redactor;
  readonly state: State;
  readonly #runner: CommandRunner;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    const { folder, binary, backend, env, plainEnv } = options;
    const { clock, graceMs, onEnd, acting } = options;
    const secretEnv = { ...env, ...backend.env, ...backend.envOf?.(acting) };
    this.redactor = new Redactor([
      ...folder.secrets,
      ...Object.values(secretEnv),
      ...findPasswords(process.env),
    ]);
    this.#runner = new CommandRunner({
      folder,
      binary,
      env: buildEnvironment({
        inherited: process.env,
        given: { ...plainEnv, ...backend.plainEnv, ...secretEnv },
        home: folder.home,
        dataDir: folder.data,
        cliConfigFile: folder.cliConfig,
      }),
      redactor: this.redactor,
      clock,
      graceMs,
      onEnd,
    });
    this.state = new State(folder, this.#runner, this.redactor);
  }

  /**
   * Writes what Terraform is told beside the module. Secret variables are known as secrets from here
   * on, to Terraform too: it masks also those that are too short to be looked for in a text.
   */
  prepare(variables: JsonObject, secrets: JsonObject): void {
    const { folder, backend, providerMirror } = this.#options;
    const masked = Object.keys(secrets).map(name => [
      name,
      { sensitive: true },
    ]);
    this.#learn(collectTexts(secrets));
    writeWhole(folder.cliConfig, writeCliConfig(providerMirror));
    folder.writeVariables(folder.variables, { ...variables, ...secrets });
    writeJson(overrideFile(folder.module), {
      terraform: { backend: { [backend.type]: backend.config } },
      // Terraform takes no empty one.
      ...(masked.length > 0 && { variable: Object.fromEntries(masked) }),
    });
  }

  /**
   * Whether the module is ready to be worked on; false while Terraform makes it so.
   *
   * @throws InputError with what Terraform says, or when the module keeps its state elsewhere
   */
  async init(following: Following = {}): Promise<boolean> {
    const { folder, backend } = this.#options;
    if (folder.isReady) return true;
    const isHeld = folder.providersHeld === 'by the module';
    const course = await this.#runner.look(
      'init',
      ['init', ...EVENTS, ...(isHeld ? ['-lockfile=readonly'] : [])],
      following,
    );
    if (!course) return false;
    this.#tellHeld(course, following);
    if (course.ending.outcome !== 'succeeded') {
      throw explainLock(this.#explain('init', course, following));
    }
    if (folder.providersHeld === 'by nobody') tellUnlocked(following);
    requireBackend(folder.data, backend);
    folder.markReady();
    return true;
  }

  /**
   * Plans into the plan file and reads from it what may be shown. Undefined while Terraform plans.
   *
   * @throws InputError with what Terraform says when there is no whole plan
   */
  async plan(
    options: PlanArguments,
    following: Following = {},
  ): Promise<PlanRecord | undefined> {
    const { folder } = this.#options;
    const args = [
      'plan',
      ...EVENTS,
      `-out=${folder.plan}`,
      `-var-file=${folder.variables}`,
      ...toPlanArguments(options),
    ];
    const course = await this.#runner.look('plan', args, following);
    if (!course) return undefined;
    await this.#freeLock(following);
    return this.#readPlan(course, options, following);
  }

  /** Once its command has ended: one that was killed could not do so itself. */
  async #freeLock({ onEvent }: Following = {}): Promise<void> {
    const { backend, folder } = this.#options;
    if (!(await backend.freeLock?.(folder.name))) return;
    onEvent?.({
      type: 'message',
      severity: 'warning',
      text: 'Terraform ended without freeing the state, which is free now',
    });
  }

  async #readPlan(
    course: Course,
    { targets = [] }: PlanArguments,
    following: Following,
  ): Promise<PlanRecord> {
    const { folder } = this.#options;
    const raw = fs.existsSync(folder.plan)
      ? parseJson(
          (await this.#runner.ask('show', ['show', '-json', folder.plan])).text,
        )
      : undefined;
    const projection = projectPlan(raw, this.redactor);
    this.#learn([]);
    const given = readJson<JsonObject>(folder.variables) ?? {};
    // The plan says which texts are secrets, so its complaints wait for it.
    this.#tellHeld(course, following);
    const { ending } = course;
    // Of what was asked for in part, Terraform says that it is not complete.
    const isWhole = projection.complete || targets.length > 0;
    if (ending.outcome !== 'succeeded' || !raw || !isWhole) {
      throw this.#explain('plan', course, following);
    }
    const ephemeral = findEphemeral(raw, given);
    this.keepEphemeral(given, ephemeral);
    return { digest: digestFile(folder.plan), projection, ephemeral };
  }

  /** Keeps for the apply what Terraform keeps in no plan. */
  keepEphemeral(values: JsonObject, names: string[]): void {
    const kept = pick(values, names);
    if (Object.keys(kept).length === 0) return;
    this.#learn(collectTexts(kept));
    this.#options.folder.writeVariables(this.#options.folder.ephemeral, kept);
  }

  /**
   * Applies the plan file, or looks how the apply that was begun before stands, and tells how it ended.
   * Undefined while Terraform applies.
   */
  async apply(following: Following = {}): Promise<RunEnding | undefined> {
    const { folder } = this.#options;
    const ephemeral = folder.planRecord?.ephemeral ?? [];
    const args = [
      'apply',
      ...EVENTS,
      LOCK_TIMEOUT,
      ...(ephemeral.length > 0 ? [`-var-file=${folder.ephemeral}`] : []),
      folder.plan,
    ];
    const course = await this.#runner.look('apply', args, following);
    return course && this.#concludeApply(course, following);
  }

  async #concludeApply(
    course: Course,
    following: Following,
  ): Promise<RunEnding> {
    const { folder } = this.#options;
    remove(folder.ephemeral);
    await this.#freeLock(following);
    const saved = await this.state.saveEmergency(course.tally);
    const state = await this.state.read(
      saved ? undefined : folder.emergencyState,
    );
    this.#learn(collectStateSecrets(state));
    // The state that the apply left says which texts are secrets, so its complaints wait for it.
    this.#tellHeld(course, following);
    const concluded = concludeApply(
      { ...course.ending, stateSaved: saved },
      {
        state,
        planned: folder.planRecord?.projection.resources ?? [],
        emergencyState: folder.emergencyState,
      },
    );
    // The module declares outputs public or not, as `terraform output` does: what depends on them needs them whole.
    return { ...this.redactor.value(concluded), outputs: concluded.outputs };
  }

  #tellHeld({ held }: Course, { onEvent }: Following): void {
    held.forEach(event => onEvent?.(this.redactor.value(event)));
  }

  #explain(name: string, { ending }: Course, { signal }: Following): unknown {
    return signal?.aborted
      ? signal.reason
      : explainEnding(name, ending, this.redactor);
  }

  /** Remembers secrets for a later process too. */
  #learn(secrets: string[]): void {
    this.redactor.add(secrets);
    this.#options.folder.secrets = this.redactor.known();
  }

  /** The digest of the plan file as it is now. */
  planDigest(): string {
    return digestFile(this.#options.folder.plan);
  }
}

function digestFile(file: string): string {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

function pick(values: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => names.includes(name)),
  );
}
