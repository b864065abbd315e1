import { createHash } from 'node:crypto';
import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { systemClock, type Clock } from '@towpath/clock';
import { isEnded } from '@towpath/plugin-runs-common';
import type {
  Destroyed,
  DriverCall,
  DriverPlan,
  DriverRequest,
  Observation,
  Provided,
  ResourceDriver,
} from '@towpath/plugin-score-node';
import type {
  BeginStackRun,
  StackDetail,
  StackPlan,
  StackRun,
} from '@towpath/plugin-terraform-stacks-common';
import { knownOutputs, toChanges, toDriverPlan, toProvided } from './answers';
import {
  problemsOf,
  problemsWhileRead,
  readSettings,
  type ModuleSettings,
} from './settings/ModuleSettings';
import { stackKey } from './settings/stackKey';
import type { Stacks } from './stacks/Stacks';

const TIMEOUT_MS = 3600_000;
/** How long the same question has the same plan. */
const ANSWER_KEPT_MS = 5 * 60_000;
const MOST_ATTEMPTS = 10;
/** What the portal has seen of a stack is told for so long without another look. */
const FRESH_MS = 30 * 60_000;

/**
 * Provides resources by modules of Terraform, each in a stack of its own that is found by the id of the resource. What
 * Terraform does is a run of that stack: with its plan, the rules of the platform and its log, on a page of its own.
 */
export class TerraformDriver implements ResourceDriver {
  readonly name = 'terraform';
  readonly #stacks: Stacks;
  readonly #clock: Clock;

  constructor(stacks: Stacks, clock: Clock = systemClock) {
    this.#stacks = stacks;
    this.#clock = clock;
  }

  checkSettings(settings: JsonObject): string[] {
    return problemsWhileRead(settings);
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    const { key, settings } = begun(request, call);
    const found = await this.#stacks.find(key);
    const asked = await this.#request(key, request, {
      ...call,
      intent: 'dry-run',
    });
    const { plan, verdicts } = await this.#follow(
      await this.#beginOnce(asked, found),
      call,
    );
    const outputs = await this.#plannedOutputs(key, plan, {
      ...{ settings, found },
    });
    return toDriverPlan(plan, { isNew: !isThere(found), outputs, verdicts });
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    const { key, settings } = begun(request, call);
    await this.#endEarlier(key, call);
    const asked = { ...call, intent: 'change' as const };
    await this.#run(await this.#request(key, request, asked), call);
    return toProvided(key, await this.#stacks.outputs(key), settings);
  }

  async observe(
    request: DriverRequest,
    call: DriverCall,
  ): Promise<Observation> {
    const { key } = begun(request, call);
    const known = await this.#stacks.find(key);
    if (!known || !isThere(known)) return missing(key);
    if (this.#isFresh(known)) return toObservation(known);
    const id = await this.#stacks.lookForDrift(key, onceFor(known));
    await this.#stacks.follow(id, call, ({ status }) => isEnded(status));
    const found = await this.#stacks.find(key);
    if (!found || !isThere(found)) return missing(key);
    if (!hasTold(found)) throw couldNotLook(found);
    return toObservation(found);
  }

  async destroy(request: DriverRequest, call: DriverCall): Promise<Destroyed> {
    const { key } = begun(request, call);
    await this.#endEarlier(key, call);
    if (!(await this.#stacks.find(key))) return {};
    const asked = { ...call, intent: 'delete' as const };
    await this.#run(await this.#request(key, request, asked), call);
    return {};
  }

  /** Whether the portal has seen a while ago at most how it stands, and nothing was applied since. */
  #isFresh({ stack: { drift, lastRun } }: StackDetail): boolean {
    const { status, seenAt, run } = drift;
    if (status === 'unknown' || seenAt === undefined) return false;
    const isOld = this.#clock.now() - Date.parse(seenAt) > FRESH_MS;
    if (isOld || !lastRun) return !isOld;
    return run === lastRun.id || seenAt >= lastRun.at;
  }

  /**
   * What an earlier call of a process that died has begun comes first, with all that people have to agree to; what it
   * only planned is not applied. What others have begun is theirs.
   */
  async #endEarlier(key: string, call: DriverCall): Promise<void> {
    const last = (await this.#stacks.find(key))?.stack.lastRun;
    if (!last || isEnded(last.status as StackRun['status'])) return;
    if (!(await this.#stacks.isOwn(last.id))) return;
    const run = await this.#stacks.follow(last.id, call, isOnlyPlanned);
    if (!isOnlyPlanned(run)) return;
    await this.#stacks.cancel(run.id, 'Score plans it anew').catch(unlessOver);
  }

  /**
   * A plan that changes nothing is applied too: what the stack is made of is known by what was applied.
   *
   * @throws ConflictError with how the apply ended, when it did not end well
   */
  async #run(asked: BeginStackRun, call: DriverCall): Promise<void> {
    const { id, plan } = await this.#follow(
      await this.#stacks.begin(asked),
      call,
    );
    call.log.info(`Terraform: ${plan.summary}`);
    await this.#stacks.apply(id, asked.stack, plan.digest);
    const ended = await this.#stacks.follow(id, call, run =>
      isEnded(run.status),
    );
    if (ended.status === 'succeeded') return;
    throw new ConflictError(
      `Terraform did not make the stack "${asked.stack}" as it is to be: ${
        ended.ending?.words.join('. ') ?? ended.reason ?? ended.status
      }`,
    );
  }

  /**
   * Who asks again, such as after a wait that was too long, has the plan that was begun then, while nothing has changed
   * and Terraform did not refuse.
   */
  async #beginOnce(
    asked: BeginStackRun,
    found: StackDetail | undefined,
  ): Promise<string> {
    const since = Math.floor(this.#clock.now() / ANSWER_KEPT_MS);
    const { state, stack } = found ?? {};
    const now = [state?.serial ?? null, stack?.lastRun?.id ?? null];
    const digest = digestOf([asked, now, since]);
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      const id = await this.#stacks.begin(asked, `${digest}-${attempt}`);
      if (!(await this.#stacks.hasFailed(id))) return id;
    }
    return this.#stacks.begin(asked);
  }

  /** @throws InputError with what Terraform says against it; ConflictError with why its plan is not applied */
  async #follow(
    id: string,
    call: DriverCall,
  ): Promise<StackRun & { plan: StackPlan }> {
    const run = await this.#stacks.follow(id, call, one => !!one.plan);
    const { plan, status, stack } = run;
    const reason = run.reason ?? `The run ended as ${status}`;
    if (!plan) throw new InputError(reason);
    if (!isEnded(status) || status === 'succeeded') return { ...run, plan };
    throw new ConflictError(
      `The plan of the stack "${stack}" is not applied: ${reason}`,
    );
  }

  async #request(
    key: string,
    { service, environment, resource, settings }: DriverRequest,
    asked: Pick<BeginStackRun, 'intent'> & Pick<DriverCall, 'requestedBy'>,
  ): Promise<BeginStackRun> {
    const { intent, requestedBy: onBehalfOf } = asked;
    const { module, variables } = readSettings(settings);
    const { platform, git, registry } = module;
    return {
      ...{ stack: key, intent, variables },
      module: { name: platform, git, registry },
      owner: await this.#stacks.ownerOf(service.ref),
      service: service.ref,
      environment: environment.name,
      timeoutMs: TIMEOUT_MS,
      task: `Score, ${resource.uid}`,
      onBehalfOf,
    };
  }

  /** Those that stay as they are, and those that the plan knows. */
  async #plannedOutputs(
    key: string,
    plan: StackPlan,
    { settings, found }: { settings: ModuleSettings; found?: StackDetail },
  ): Promise<JsonObject> {
    const { open } = isThere(found)
      ? await this.#stacks.outputs(key)
      : { open: {} };
    const known: JsonObject = { ...open };
    for (const { name, after } of plan.outputs ?? []) {
      delete known[name];
      if (after && 'value' in after) known[name] = after.value as JsonObject;
    }
    return knownOutputs(known, settings);
  }
}

/** @throws the reason of the signal; InputError for settings that cannot be used */
function begun(request: DriverRequest, { signal }: DriverCall) {
  signal.throwIfAborted();
  const [problem] = problemsOf(request.settings);
  if (problem) throw new InputError(problem);
  const key = String(request.state?.stack ?? stackKey(request));
  return { key, settings: readSettings(request.settings) };
}

/** One look for all who ask before there is anything newer. */
function onceFor({ stack: { key, drift, lastRun } }: StackDetail): string {
  return digestOf([key, drift.at ?? null, drift.run ?? null, lastRun?.id]);
}

/** Nobody has said yet that it is to be applied. */
function isOnlyPlanned({ status, confirmed, plan }: StackRun): boolean {
  return status === 'awaiting-approval' && !confirmed && plan !== undefined;
}

function isThere(found: StackDetail | undefined): boolean {
  return (found?.stack.resources ?? 0) !== 0;
}

function missing(key: string): Observation {
  return {
    status: 'missing',
    reason: `The stack "${key}" holds nothing`,
  };
}

/** Whether the last look has told anything: what was known before it stays known, and is no answer to who asks now. */
function hasTold({ stack: { drift } }: StackDetail): boolean {
  return drift.status !== 'unknown' && drift.seenAt === drift.at;
}

/** Of what was seen. */
function toObservation({ stack }: StackDetail): Observation {
  const { status, changes = [] } = stack.drift;
  if (status === 'in-sync') return { status: 'as-provided' };
  return { status: 'changed', differences: toChanges(changes) };
}

function couldNotLook({ stack }: StackDetail): ServiceUnavailableError {
  const { why = 'it was not looked at yet' } = stack.drift;
  return new ServiceUnavailableError(
    `Terraform could not look at the stack "${stack.key}": ${why}`,
  );
}

function digestOf(words: unknown): string {
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}

/** It may have ended meanwhile. */
function unlessOver(error: Error): void {
  if (error.name !== 'ConflictError') throw error;
}
