import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Clock } from '../clock';
import { describeDiagnostic } from '../events/describeDiagnostic';
import { readDiagnostic } from '../events/readDiagnostic';
import { readEvent } from '../events/readEvent';
import type { Diagnostic, TerraformEvent } from '../events/types';
import { remove, writeJson, writeWhole } from '../files';
import { isObject, member, readList, readObject } from '../json/read';
import { projectPlan } from '../plan/projectPlan';
import { buildEnvironment, writeCliConfig } from '../process/environment';
import type { Binary } from '../process/findBinary';
import { collectStateSecrets, collectTexts } from '../redact/collectSecrets';
import { Redactor } from '../redact/Redactor';
import { Invocation, type ProcessEnding, type StopReason } from './Invocation';
import type { PlanRecord, RunFolder } from './RunFolder';
import { RunTally } from './RunTally';
import type { RunEnding } from './types';

/** Where the state lives. Credentials go into `env`: what is in `config` stands in plan files in clear. */
export interface Backend {
  type: string;
  config: JsonObject;
  env?: Record<string, string>;
}

export interface WorkspaceOptions {
  folder: RunFolder;
  binary: Binary;
  backend: Backend;
  env?: Record<string, string>;
  providerMirror?: string;
  clock: Clock;
  /** How long Terraform may take to bring things to an end once it is asked to stop. */
  graceMs: number;
}

/** How a caller follows a command. */
export interface Following {
  /** Learns everything that happens, without secrets. */
  onEvent?(event: TerraformEvent): void;
  /** Asks Terraform to stop; the ending is still waited for. */
  signal?: AbortSignal;
  /** How long the command may take from its beginning. */
  timeoutMs?: number;
}

/** A value that the module gives out; one that is sensitive is given as `value` to nobody but the caller. */
export interface Output {
  sensitive: boolean;
  value: JsonValue;
}

const LOCK_TIMEOUT = '-lock-timeout=10s';
const COMMON = ['-json', '-input=false'];

/** The commands of Terraform on the module of one run. */
export class Workspace {
  readonly redactor: Redactor;
  private readonly env: Record<string, string>;

  constructor(private readonly options: WorkspaceOptions) {
    const { folder, backend, env } = options;
    const given = { ...env, ...backend.env };
    this.redactor = new Redactor([...folder.secrets, ...Object.values(given)]);
    this.env = buildEnvironment({
      inherited: process.env,
      given,
      home: folder.home,
      dataDir: folder.data,
      cliConfigFile: folder.cliConfig,
    });
  }

  /** Writes what Terraform is told beside the module. Secret variables are known as secrets from here on. */
  prepare(variables: JsonObject, secrets: JsonObject): void {
    const { folder, backend, providerMirror } = this.options;
    this.learn(collectTexts(secrets));
    writeWhole(folder.cliConfig, writeCliConfig(providerMirror));
    folder.writeVariables(folder.variables, { ...variables, ...secrets });
    writeJson(path.join(folder.module, 'zz_towpath_override.tf.json'), {
      terraform: { backend: { [backend.type]: backend.config } },
    });
  }

  /** @throws InputError with what Terraform says */
  async init(following: Following = {}): Promise<void> {
    await this.require('init', ['init', ...COMMON], following);
  }

  /** What is wrong with the module; empty when nothing is. Needs the providers, so `init` comes first. */
  async validate(): Promise<Diagnostic[]> {
    const { text } = await this.ask('validate', ['validate', '-json']);
    return readList(readObject(parseJson(text)).diagnostics).map(one =>
      this.redactor.value(readDiagnostic(one)),
    );
  }

  /** Files that `terraform fmt` would change, or cannot read. */
  async checkFormat(): Promise<string[]> {
    const { text, errors, exitCode } = await this.ask('fmt', [
      'fmt',
      '-check',
      '-recursive',
      '-list=true',
      '-no-color',
    ]);
    // 3 is "would change", 2 is "cannot read".
    if (exitCode === 2) return [this.redactor.text(errors.trim())];
    return text.split('\n').filter(Boolean);
  }

  /**
   * Plans into the plan file and reads from it what may be shown.
   *
   * @throws InputError with what Terraform says when there is no whole plan
   */
  async plan(
    options: { destroy: boolean; lock: boolean },
    following: Following = {},
  ): Promise<PlanRecord> {
    const { folder } = this.options;
    const args = [
      'plan',
      ...COMMON,
      `-out=${folder.plan}`,
      `-var-file=${folder.variables}`,
      ...(options.lock ? [LOCK_TIMEOUT] : ['-lock=false']),
      ...(options.destroy ? ['-destroy'] : []),
    ];
    const { ending, held } = await this.run('plan', args, following);
    const raw = fs.existsSync(folder.plan)
      ? parseJson((await this.ask('show', ['show', '-json', folder.plan])).text)
      : undefined;
    const projection = projectPlan(raw, this.redactor);
    this.learn([]);
    // The plan says which texts are secrets, so its complaints wait for it.
    held.forEach(event => following.onEvent?.(this.redactor.value(event)));
    remove(folder.variables);
    if (ending.outcome !== 'succeeded' || !raw || !projection.complete) {
      throw this.explain('plan', ending, following.signal);
    }
    return {
      digest: digestFile(folder.plan),
      projection,
      ephemeral: findEphemeral(raw),
    };
  }

  /** The apply that was begun in this workspace, by whatever process; undefined when none was. */
  findApply(): Invocation | undefined {
    return this.find('apply');
  }

  /** Applies the plan file, or goes on with the apply that was begun before, and tells how it ended. */
  async apply(
    secrets: JsonObject,
    following: Following = {},
  ): Promise<RunEnding> {
    const { folder } = this.options;
    const ephemeral = folder.planRecord?.ephemeral ?? [];
    if (ephemeral.length > 0 && !this.findApply()) {
      this.learn(collectTexts(secrets));
      folder.writeVariables(folder.ephemeral, pick(secrets, ephemeral));
    }
    const args = [
      'apply',
      ...COMMON,
      LOCK_TIMEOUT,
      ...(ephemeral.length > 0 ? [`-var-file=${folder.ephemeral}`] : []),
      folder.plan,
    ];
    const { ending, held, tally } = await this.run('apply', args, following);
    remove(folder.ephemeral);
    const state = await this.readState();
    this.learn(collectStateSecrets(state));
    held.forEach(event => following.onEvent?.(this.redactor.value(event)));
    const saved = await this.saveEmergencyState(tally);
    return this.redactor.value(
      withAdvice(reconcile({ ...ending, stateSaved: saved }, state), this),
    );
  }

  /** The state as `terraform show -json` prints it, with every secret in it. */
  async readState(): Promise<unknown> {
    const { text } = await this.ask('show-state', ['show', '-json']);
    return parseJson(text);
  }

  /** All outputs, sensitive ones too. */
  async outputs(): Promise<Record<string, Output>> {
    const { text, errors, exitCode } = await this.ask('output', [
      'output',
      '-json',
    ]);
    if (exitCode !== 0) {
      throw new InputError(
        `The outputs cannot be read: ${this.redactor.text(errors.trim())}`,
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
    const { variables } = this.options.folder;
    // It knows no -json.
    const { text, errors, exitCode } = await this.ask(
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
      `${address} cannot be imported: ${this.redactor.text(
        `${errors}${text}`.trim(),
      )}`,
    );
  }

  /** The state as the backend keeps it, with every secret in it; empty when there is none. */
  async pullState(): Promise<string> {
    const { text, errors, exitCode } = await this.ask('state-pull', [
      'state',
      'pull',
    ]);
    if (exitCode === 0) return text;
    throw new InputError(
      `The state cannot be read: ${this.redactor.text(errors.trim())}`,
    );
  }

  /** Puts a state in the place of the one there; one that is older, or of another stack, is refused. */
  async pushState(file: string): Promise<void> {
    const { errors, exitCode } = await this.ask('state-push', [
      'state',
      'push',
      LOCK_TIMEOUT,
      file,
    ]);
    if (exitCode === 0) return;
    throw new ConflictError(
      `The state cannot be saved: ${this.redactor.text(errors.trim())}`,
    );
  }

  // ---- how a command runs

  private find(name: string): Invocation | undefined {
    const { folder, clock } = this.options;
    return Invocation.find(folder.invocation(name), clock);
  }

  private async begin(name: string, args: string[]): Promise<Invocation> {
    const { folder, binary, clock } = this.options;
    return Invocation.begin(
      folder.invocation(name),
      {
        command: [binary.path, ...args],
        cwd: folder.module,
        env: this.env,
      },
      clock,
    );
  }

  /** Runs a command to its end and reads what it wrote. */
  private async ask(name: string, args: string[], following: Following = {}) {
    const invocation = await this.begin(name, args);
    const ended = await this.watch(invocation, following, () =>
      invocation.waitForEnd(),
    );
    const answer = {
      text: invocation.output(),
      errors: invocation.errors(),
      exitCode: ended === 'vanished' ? -1 : ended.exitCode,
    };
    // What a command printed for us may hold the whole state.
    remove(invocation.folder);
    return answer;
  }

  /** Runs a command that speaks in events, or follows the one that was begun before. */
  private async run(name: string, args: string[], following: Following) {
    const invocation = this.find(name) ?? (await this.begin(name, args));
    const tally = new RunTally();
    const held: TerraformEvent[] = [];
    const ended = await this.watch(invocation, following, () =>
      this.follow(invocation, tally, held, following),
    );
    held.push(...readPlainErrors(invocation.errors()));
    return { ending: tally.ending(ended, invocation.stopped), held, tally };
  }

  private async follow(
    invocation: Invocation,
    tally: RunTally,
    held: TerraformEvent[],
    { onEvent }: Following,
  ): Promise<ProcessEnding> {
    const told = invocation.told;
    for await (const { text, end, last } of invocation.lines()) {
      const event = readEvent(text);
      if (event) {
        requireKnownFormat(event);
        tally.add(event);
        if (isHeld(event)) held.push(event);
        else if (end > told) onEvent?.(this.redactor.value(event));
      }
      if (last && end > told) invocation.told = end;
    }
    return invocation.waitForEnd();
  }

  /** Stops the command when the caller gives up or the time is over. */
  private async watch(
    invocation: Invocation,
    { signal, timeoutMs }: Following,
    work: () => Promise<ProcessEnding>,
  ): Promise<ProcessEnding> {
    const { clock, graceMs } = this.options;
    const over = new AbortController();
    let stopping: Promise<unknown> | undefined;
    const stop = (why: StopReason) => {
      stopping ??= invocation.stop(graceMs, why);
    };
    const cancel = () => stop('cancelled');
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    if (timeoutMs !== undefined) {
      const left = invocation.startedAt + timeoutMs - clock.now();
      clock.sleep(Math.max(left, 0), over.signal).then(
        () => stop('timed-out'),
        () => {},
      );
    }
    try {
      return await work();
    } finally {
      over.abort();
      signal?.removeEventListener('abort', cancel);
      await stopping;
    }
  }

  private async require(name: string, args: string[], following: Following) {
    remove(this.options.folder.invocation(name));
    const { ending, held } = await this.run(name, args, following);
    held.forEach(event => following.onEvent?.(this.redactor.value(event)));
    if (ending.outcome !== 'succeeded') {
      throw this.explain(name, ending, following.signal);
    }
  }

  private explain(
    name: string,
    ending: RunEnding,
    signal?: AbortSignal,
  ): unknown {
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
  private learn(secrets: string[]): void {
    this.redactor.add(secrets);
    this.options.folder.secrets = this.redactor.known();
  }

  /** Saves a state that Terraform could not save when it ended. Whether the backend has it now. */
  private async saveEmergencyState(tally: RunTally): Promise<boolean> {
    const { emergencyState } = this.options.folder;
    if (tally.dumpedState) this.keepDump();
    if (!fs.existsSync(emergencyState)) return !tally.dumpedState;
    if (!fs.statSync(emergencyState).isFile()) return false;
    try {
      await this.pushState(emergencyState);
      remove(emergencyState);
      return true;
    } catch {
      return false;
    }
  }

  private keepDump(): void {
    const { emergencyState } = this.options.folder;
    const line = this.find('apply')
      ?.output()
      .split('\n')
      .map(parseJson)
      .find(one => isObject(one) && isObject(one.state));
    if (!isObject(line)) return;
    remove(emergencyState);
    writeJson(emergencyState, line.state);
  }

  /** The digest of the plan file as it is now. */
  planDigest(): string {
    return digestFile(this.options.folder.plan);
  }

  get emergencyState(): string {
    return this.options.folder.emergencyState;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** They may repeat secrets that are known at the end only. */
function isHeld(event: TerraformEvent): boolean {
  return event.type === 'diagnostic' || event.type === 'outputs';
}

function requireKnownFormat(event: TerraformEvent): void {
  if (event.type !== 'version' || event.supported) return;
  throw new InputError(
    `${event.tool} ${event.version} speaks version ${event.ui} of its JSON format, and only 1.x is known here. Install an older ${event.tool}, or a newer portal`,
  );
}

function readPlainErrors(text: string): TerraformEvent[] {
  return text
    .split('\n')
    .filter(line => line.trim())
    .map(line => ({ type: 'message', severity: 'warning', text: line }));
}

function digestFile(file: string): string {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

/** Variables that are declared, but whose value the plan does not keep. */
function findEphemeral(raw: unknown): string[] {
  const root = member(member(raw, 'configuration'), 'root_module');
  const kept = readObject(member(raw, 'variables'));
  return Object.entries(readObject(member(root, 'variables')))
    .filter(([name]) => !Object.hasOwn(kept, name))
    .map(([name]) => name);
}

function pick(values: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => names.includes(name)),
  );
}

/** Terraform tells that a resource is complete a moment before it saves that: a kill may fall in between. */
function reconcile(ending: RunEnding, state: unknown): RunEnding {
  if (ending.outcome !== 'killed' || !isObject(state)) return ending;
  const addresses = new Set(listAddresses(state));
  const isSaved = ({ address, action }: { address: string; action: string }) =>
    action === 'delete' || addresses.has(address);
  return {
    ...ending,
    complete: ending.complete.filter(isSaved),
    unknown: [
      ...ending.unknown,
      ...ending.complete.filter(one => !isSaved(one)),
    ],
  };
}

function listAddresses(state: unknown): string[] {
  const below = (module: unknown): string[] => [
    ...readList(member(module, 'resources')).map(one =>
      String(readObject(one).address),
    ),
    ...readList(member(module, 'child_modules')).flatMap(below),
  ];
  return below(member(member(state, 'values'), 'root_module'));
}

function withAdvice(ending: RunEnding, workspace: Workspace): RunEnding {
  const advice = adviseOn(ending, workspace.emergencyState);
  return advice === undefined ? ending : { ...ending, advice };
}

function adviseOn(ending: RunEnding, file: string): string | undefined {
  if (!ending.stateSaved) {
    return `The newest state could not be saved and is kept in ${file}. Once its backend answers again, plan this stack anew: it is saved first`;
  }
  if (ending.refusal === 'stale-plan') {
    return 'The stack has changed since this plan was made. Plan anew and look at the difference again';
  }
  if (ending.refusal === 'state-locked') {
    return 'Somebody else holds the lock of the state. Wait for their run, or remove the lock where the state is kept if that run is gone';
  }
  if (ending.unknown.length > 0) {
    const names = ending.unknown.map(one => one.address).join(', ');
    return `Nobody saw how these ended: ${names}. Look whether they exist, remove or import what does, then plan anew`;
  }
  return undefined;
}
