import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Clock } from '@towpath/clock';
import { describeDiagnostic } from '../events/describeDiagnostic';
import { readDiagnostic } from '../events/readDiagnostic';
import type { Diagnostic } from '../events/types';
import { readJson, remove, writeJson, writeWhole } from '../files';
import { parseJson, readList, readObject } from '../json/read';
import { findEphemeral } from '../plan/findEphemeral';
import { projectPlan } from '../plan/projectPlan';
import {
  buildEnvironment,
  findPasswords,
  writeCliConfig,
} from '../process/environment';
import type { Binary } from '../process/findBinary';
import { collectStateSecrets, collectTexts } from '../plan/collectSecrets';
import { Redactor } from '@towpath/redact';
import { EVENTS, LOCK_TIMEOUT } from './arguments';
import { CommandRunner, type Course, type Following } from './CommandRunner';
import { concludeApply } from './concludeApply';
import type { Invocation } from './Invocation';
import { overrideFile } from './overrideFile';
import { explainLock, tellUnlocked } from './lockFile';
import { requireBackend } from './requireBackend';
import type { PlanRecord, RunFolder } from './RunFolder';
import { State } from './State';
import type { RunEnding } from './types';

/** Where the state lives. Credentials go into `env`: what is in `config` stands in plan files in clear. */
export interface Backend {
  type: string;
  config: JsonObject;
  /** All of it counts as secrets. */
  env?: Record<string, string>;
  /** What anybody may see, such as an address that is another one tomorrow. */
  plainEnv?: Record<string, string>;
  /** More secrets of the environment, for the commands of one run alone. */
  envOf?(run: string): Record<string, string>;
  /** The state without Terraform; undefined when there is none. Absent where Terraform alone can read it. */
  readState?(): Promise<string | undefined>;
  /**
   * Told that no command of a run goes on, by whatever end. Answers whether one had left the state locked, which it
   * is no more.
   */
  freeLock?(run: string): Promise<boolean>;
}

export interface WorkspaceOptions {
  folder: RunFolder;
  /** The run on whose behalf the state is read and written: that of the folder, or one that brings it to its end. */
  acting: string;
  binary: Binary;
  backend: Backend;
  /** Secrets, as is what the backend is given. */
  env?: Record<string, string>;
  plainEnv?: Record<string, string>;
  providerMirror?: string;
  clock: Clock;
  /** How long Terraform may take to bring things to an end once it is asked to stop. */
  graceMs: number;
  /** Told when a command that this process began has ended. */
  onEnd?(): void;
}

/** What a plan is to look at, and how. */
export interface PlanArguments {
  destroy: boolean;
  lock: boolean;
  refreshOnly?: boolean;
  replace?: string[];
  targets?: string[];
}

/** A value that the module gives out; one that is sensitive is given as `value` to nobody but the caller. */
export interface Output {
  sensitive: boolean;
  value: JsonValue;
}

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
      throw explainLock(this.#explain('init', course.ending, following.signal));
    }
    if (folder.providersHeld === 'by nobody') tellUnlocked(following);
    requireBackend(folder.data, backend);
    folder.markReady();
    return true;
  }

  /** What is wrong with the module; empty when nothing is. Needs the providers, so `init` comes first. */
  async validate(): Promise<Diagnostic[]> {
    const { text } = await this.#runner.ask('validate', ['validate', '-json']);
    return readList(readObject(parseJson(text)).diagnostics).map(one =>
      this.redactor.value(readDiagnostic(one)),
    );
  }

  /** Files that `terraform fmt` would change, or cannot read. */
  async checkFormat(): Promise<string[]> {
    const { text, errors, exitCode } = await this.#runner.ask('fmt', [
      'fmt',
      '-check',
      '-recursive',
      '-list=true',
      '-no-color',
    ]);
    // 3 is "would change", 2 is "cannot read".
    if (exitCode === 2) return [this.redactor.wrapped(errors)];
    return text.split('\n').filter(Boolean);
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
      ...toArguments(options),
    ];
    const course = await this.#runner.look('plan', args, following);
    if (!course) return undefined;
    await this.freeLock(following);
    return this.#readPlan(course, options, following);
  }

  /** Once its command has ended: one that was killed could not do so itself. */
  async freeLock({ onEvent }: Following = {}): Promise<void> {
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
      throw this.#explain('plan', ending, following.signal);
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

  /** The apply that was begun in this workspace, by whatever process; undefined when none was. */
  findApply(): Invocation | undefined {
    return this.#runner.find('apply');
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
    await this.freeLock(following);
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

  /** All outputs, sensitive ones too. */
  async outputs(): Promise<Record<string, Output>> {
    const { text, errors, exitCode } = await this.#runner.ask('output', [
      'output',
      '-json',
    ]);
    if (exitCode !== 0) {
      throw new InputError(
        `The outputs cannot be read: ${this.redactor.wrapped(errors)}`,
      );
    }
    const outputs = Object.entries(readObject(parseJson(text))).map(
      ([name, output]) => [
        name,
        {
          sensitive: readObject(output).sensitive === true,
          value: (readObject(output).value ?? null) as JsonValue,
        },
      ],
    );
    return Object.fromEntries(outputs);
  }

  /** Takes over something that exists; its address must be in the module. */
  async importResource(
    address: string,
    id: string,
    following: Following = {},
  ): Promise<void> {
    const { variables } = this.#options.folder;
    // It knows no -json.
    const { text, errors, exitCode } = await this.#runner.ask(
      'import',
      [
        'import',
        '-input=false',
        '-no-color',
        LOCK_TIMEOUT,
        `-var-file=${variables}`,
        address,
        id,
      ],
      following,
    );
    if (exitCode === 0) return;
    throw new InputError(
      `${address} cannot be imported: ${this.redactor.wrapped(
        `${errors}${text}`,
      )}`,
    );
  }

  #explain(name: string, ending: RunEnding, signal?: AbortSignal): unknown {
    if (signal?.aborted) return signal.reason;
    const complaints = ending.diagnostics
      .filter(one => one.severity === 'error')
      .map(describeDiagnostic);
    const reason =
      complaints.join('\n') || `it ended as ${ending.outcome} without a reason`;
    return new InputError(
      this.redactor.text(`terraform ${name} did not succeed: ${reason}`),
    );
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

function toArguments(options: PlanArguments): string[] {
  const { destroy, lock, refreshOnly, replace = [], targets = [] } = options;
  return [
    ...(lock ? [LOCK_TIMEOUT] : ['-lock=false']),
    ...(destroy ? ['-destroy'] : []),
    ...(refreshOnly ? ['-refresh-only'] : []),
    ...replace.map(address => `-replace=${address}`),
    ...targets.map(address => `-target=${address}`),
  ];
}

function digestFile(file: string): string {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

function pick(values: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => names.includes(name)),
  );
}
