import { ConflictError, NotFoundError } from '@backstage/errors';
import { isUuid, type Caller } from '@towpath/backend-kit';
import {
  TERRAFORM_STACKS_RUNS,
  type ApplyStackRun,
  type BeginStackRun,
  type StackOutputs,
  type StackRun,
  type StackSummary,
} from '@towpath/plugin-terraform-stacks-common';
import { isEnded } from '@towpath/plugin-runs-common';
import type { Actor, Actors } from '@towpath/roles';
import { bindKey, type LogLine, type WorkflowEngine } from '@towpath/workflow';
import { v7 as uuid } from 'uuid';
import {
  deletes,
  isDry,
  type StackRunInput,
  type StackRunOf,
  type StackRunState,
} from '../model/StackRunInput';
import type { ModuleSources } from '../modules/ModuleSources';
import { requireOneModule } from '../modules/unpackModule';
import {
  requireSameStack,
  type OwnerInput,
  type Stacks,
} from '../stacks/Stacks';
import type { StackStore } from '../stacks/StackStore';
import { CONFIRM } from '../steps/confirm';
import { requireTemplate } from './fromTemplate';

interface StackRunsOptions {
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
  modules: ModuleSources;
  actors: Actors;
}

/** Begins runs on stacks and tells how they stand, without asking the permission policy. */
export class StackRuns {
  readonly #options: StackRunsOptions;

  constructor(options: StackRunsOptions) {
    this.#options = options;
  }

  /**
   * @throws NotAllowedError for who is not of the stack's owner, and for who does not come by a template;
   *   InputError and NotFoundError for a stack or module that cannot be one
   */
  async begin(
    request: BeginStackRun,
    idempotencyKey: string | undefined,
    caller: Caller,
  ): Promise<{ id: string; link: string }> {
    requireTemplate(caller.credentials, 'A run is begun');
    const { actors, stacks, engine } = this.#options;
    const actor = await actors.find(caller.credentials);
    const owner = await this.#take(request, actor, isDry(request));
    const key = bindKey(idempotencyKey, wordsOf(request));
    const earlier = await engine.findStarted({
      kind: TERRAFORM_STACKS_RUNS,
      requestedBy: actor.ref,
      idempotencyKey: key,
    });
    if (earlier) return toBegun(earlier.id);
    const id = uuid();
    const input = this.#toInput(request, actor, owner);
    await this.#prepare(id, input, request);
    const { run, created } = await engine.start({
      id,
      kind: TERRAFORM_STACKS_RUNS,
      subject: `stack:default/${request.stack}`,
      lockKey: isDry(request) ? `dry-run/${id}` : request.stack,
      input,
      requestedBy: actor.ref,
      idempotencyKey: key,
    });
    if (!created) (await stacks.get(request.stack)).forget(id);
    return toBegun(run.id);
  }

  /** @param after number of the last line that is known */
  async look(id: string, after: number, _: Caller): Promise<StackRun> {
    return this.#present(await this.#run(id), after);
  }

  /**
   * Confirms the plan of a run, so that it is applied once its turn comes. What was confirmed before is
   * answered as it stands.
   *
   * @throws ConflictError when another plan is meant, or it can be confirmed no more
   */
  async apply(
    id: string,
    request: ApplyStackRun,
    caller: Caller,
  ): Promise<StackRun> {
    if (request.anyOwner) {
      requireTemplate(caller.credentials, 'anyOwner is said');
    }
    const { actors, stacks, engine } = this.#options;
    const run = await this.#run(id);
    const { stack } = run.input;
    requireSameStack(request.stack, stack);
    const actor = await actors.find(caller.credentials);
    await this.#take({ ...request, stack }, actor, isDry(run.input), id);
    requireShown(run, request.digest);
    if (isConfirmed(run, request.digest)) return this.#present(run, 0);
    if (request.secrets) {
      (await stacks.get(stack)).giveSecrets(id, request.secrets);
    }
    await engine.decide(id, {
      by: actor.ref,
      verdict: 'approved',
      digest: request.digest,
      rules: [CONFIRM],
    });
    return this.#present(await this.#run(id), 0);
  }

  async cancel(
    id: string,
    reason: string | undefined,
    { by }: Caller,
  ): Promise<StackRun> {
    await this.#run(id);
    await this.#options.engine.cancel(id, { by, reason });
    return this.#present(await this.#run(id), 0);
  }

  async markTold(id: string, _: Caller): Promise<void> {
    await this.#run(id);
    await this.#options.store.markTold(id);
  }

  /** By key, each with its newest run. */
  async list(_: Caller): Promise<StackSummary[]> {
    const rows = await this.#options.stacks.list();
    return Promise.all(
      rows.map(async ({ key, owner, said_by, since }) => ({
        key,
        owner,
        saidBy: said_by,
        since: since.toISOString(),
        lastRun: await this.#lastRunOf(key),
      })),
    );
  }

  /** Sensitive values are left out. */
  async outputs(key: string, _: Caller): Promise<StackOutputs> {
    const { stacks } = this.#options;
    // Who only asks makes no folder.
    if (!(await stacks.isKnown(key))) return {};
    const stack = await stacks.get(key);
    const found = Object.entries(await stack.outputs(uuid()));
    return Object.fromEntries(
      found.map(([name, { sensitive, value }]) => [
        name,
        sensitive ? { sensitive } : { sensitive, value },
      ]),
    );
  }

  /** The person who began it, for who may cancel it. */
  async requesterOf(id: string): Promise<string> {
    return (await this.#run(id)).requestedBy;
  }

  /** A stack that is handed on leaves no plans that only its former owner may confirm. */
  async #take(
    input: OwnerInput,
    actor: Actor,
    isLook: boolean,
    except?: string,
  ): Promise<string> {
    const { stacks, engine } = this.#options;
    const { owner, handedOn } = await stacks.take(input, actor, isLook);
    if (!handedOn) return owner;
    const waiting = await engine.heads({
      kinds: [TERRAFORM_STACKS_RUNS],
      facts: { stack: input.stack },
      statuses: ['awaiting-approval'],
    });
    const reason = `the stack was handed on to ${owner}`;
    for (const { id } of waiting.filter(one => one.id !== except)) {
      await engine.cancel(id, { by: actor.ref, reason });
    }
    return owner;
  }

  #toInput(request: BeginStackRun, actor: Actor, owner: string): StackRunInput {
    const { stack, intent, module, timeoutMs, task } = request;
    return {
      stack,
      intent,
      module: module.name,
      by: task === undefined ? actor.ref : `task ${task} of ${actor.ref}`,
      confirmedBy: [...new Set([actor.ref, owner])],
      timeoutMs,
      place: this.#options.stacks.place,
    };
  }

  async #prepare(
    run: string,
    input: StackRunInput,
    { module, variables, secrets }: BeginStackRun,
  ): Promise<void> {
    const stack = await this.#options.stacks.get(input.stack);
    const one = requireOneModule(module);
    const from = one.name === undefined ? one : { platform: one.name };
    await this.#options.modules.open(from, (source, { origin }) =>
      stack.prepare({
        run,
        by: input.by,
        source,
        origin,
        variables: variables as object,
        secrets,
        destroy: deletes(input),
        preview: isDry(input),
      }),
    );
  }

  async #run(id: string): Promise<StackRunOf> {
    const { items } = isUuid(id)
      ? await this.#options.engine.list<StackRunInput, StackRunState>({
          ids: [id],
          kinds: [TERRAFORM_STACKS_RUNS],
          limit: 1,
        })
      : { items: [] };
    if (items[0]) return items[0];
    throw new NotFoundError(
      `There is no run "${id}", or there is none any more. Plan anew`,
    );
  }

  async #present(run: StackRunOf, after: number): Promise<StackRun> {
    const { engine, store } = this.#options;
    const { lines } = await engine.log(run.id, { after });
    return {
      id: run.id,
      stack: run.input.stack,
      status: run.status,
      reason: run.reason,
      told: await store.isTold(run.id),
      plan: hasShown(run) ? run.state.plan : undefined,
      verdicts: hasShown(run) ? run.state.verdicts : undefined,
      ending: run.state.ending,
      holder: run.status === 'queued' ? await this.#holderFor(run) : undefined,
      lines: lines.filter(isOfStep).map(toLine),
    };
  }

  /** The run that another one waits for. */
  async #holderFor({ lockKey }: StackRunOf): Promise<StackRun['holder']> {
    const { items } = await this.#options.engine.list<StackRunInput>({
      lockKey,
      statuses: ['running', 'waiting'],
      limit: 1,
    });
    return items[0] && toHolder(items[0]);
  }

  async #lastRunOf(stack: string): Promise<StackSummary['lastRun']> {
    const { items } = await this.#options.engine.list({
      kinds: [TERRAFORM_STACKS_RUNS],
      facts: ['change', 'delete'].map(intent => ({ stack, intent })),
      limit: 1,
    });
    const [run] = items;
    if (!run) return undefined;
    const at = (run.endedAt ?? run.startedAt ?? run.createdAt).toISOString();
    return { ...toBegun(run.id), status: run.status, at };
  }
}

/** Before that it cannot be confirmed. */
function hasShown({ status, approval }: StackRunOf): boolean {
  return approval !== undefined || isEnded(status);
}

/** What makes a request the same as an earlier one: no secret, and no archive, which is never twice the same. */
function wordsOf({ stack, intent, module, variables }: BeginStackRun): object {
  return { stack, intent, module: module.name, variables };
}

function toBegun(id: string) {
  return { id, link: `/runs/${id}` };
}

/** What the engine itself says is for the page of the run. */
function isOfStep({ step }: LogLine): boolean {
  return step !== undefined;
}

function toLine({ seq, level, message }: LogLine) {
  return { seq, level, message };
}

function toHolder({ input, step, startedAt, createdAt }: StackRunOf) {
  return {
    by: input.by,
    doing: step === 'plan' ? 'a plan' : 'an apply',
    since: (startedAt ?? createdAt).toISOString(),
  };
}

function requireShown({ id, input, state }: StackRunOf, digest: string): void {
  if (state.plan?.digest === digest) return;
  throw new ConflictError(
    `The plan "${id}" of the stack "${
      input.stack
    }" is not the one that was shown (${digest.slice(
      0,
      12,
    )}). Plan anew and look at the difference again`,
  );
}

function isConfirmed({ approval }: StackRunOf, digest: string): boolean {
  return (approval?.decisions ?? []).some(
    one =>
      one.verdict === 'approved' &&
      one.digest === digest &&
      one.rules.includes(CONFIRM),
  );
}
