import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { isUuid, type Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import {
  TERRAFORM_STACKS_RUNS,
  type ApplyStackRun,
  type BeginStackRun,
  type StackOutputs,
  type StackRun,
  type WholeStackOutputs,
} from '@towpath/plugin-terraform-stacks-common';
import { isEnded } from '@towpath/plugin-runs-common';
import type { Actor, Actors } from '@towpath/roles';
import type { LogLine, WorkflowEngine } from '@towpath/workflow';
import { v7 as uuid } from 'uuid';
import type { CatalogPlaces } from '../definitions/CatalogPlaces';
import { KEPT_ARCHIVE } from '../model/moduleWords';
import {
  isDry,
  type StackRunInput,
  type StackRunOf,
  type StackRunState,
} from '../model/StackRunInput';
import type { DefinitionStore } from '../stacks/DefinitionStore';
import {
  requireSameStack,
  type OwnerInput,
  type Stacks,
} from '../stacks/Stacks';
import type { StackStore } from '../stacks/StackStore';
import { takeStack } from '../stacks/takeStack';
import { CONFIRM } from '../steps/confirm';
import { requireTemplate } from './fromTemplate';
import {
  requesterOf,
  toGiven,
  toInput,
  wordsOf,
  type Given,
} from './readBegin';
import { toBegun, type NewRun, type RunStarter } from './RunStarter';
import { DRIFT_RUNS } from './stackKind';

interface StackRunsOptions {
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
  definitions: DefinitionStore;
  places: CatalogPlaces;
  starter: RunStarter;
  actors: Actors;
  clock: Clock;
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
    const requestedBy = requesterOf(request, caller);
    const { actors, starter, stacks } = this.#options;
    const given = toGiven(request);
    const named = await this.#requirePlace(request);
    const actor = await actors.find(caller.credentials);
    const owner = await this.#take(request, actor, { isLook: true });
    const once = { key: idempotencyKey, words: wordsOf(request) };
    const earlier = await starter.findEarlier({ requestedBy, once });
    if (earlier) return toBegun(earlier);
    const asking = { actor, requestedBy, owner, place: stacks.place };
    const id = await starter.begin({
      ...{ ...given, requestedBy, once, owner, actor },
      input: { ...toInput(request, asking), ...named },
      before: () => this.#take(request, actor, { isLook: isDry(request) }),
      also: this.#keepDraft(request, given),
    });
    return toBegun(id);
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
    const taken = { ...request, stack };
    await this.#take(taken, actor, { isLook: true });
    requireShown(run, request.digest);
    const isLook = isDry(run.input);
    await this.#take(taken, actor, { isLook, except: id });
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

  /** With what is sensitive, for the plugin that made the stack. */
  async wholeOutputs(key: string, { by }: Caller): Promise<WholeStackOutputs> {
    const { stacks, store } = this.#options;
    stacks.requireKey(key);
    const found = await store.find(key);
    if (!found) throw new NotFoundError(`There is no stack "${key}"`);
    if (found.made_by !== by) {
      throw new NotAllowedError(
        `The stack "${key}" was made by ${found.made_by}, and not by ${by}`,
      );
    }
    return (await stacks.get(key)).outputs(uuid());
  }

  /** Who began it, the person and the service that asked on their behalf, for who may cancel it. */
  async beginnersOf(id: string): Promise<string[]> {
    const { requestedBy, input } = await this.#run(id);
    return input.through ? [requestedBy, input.through] : [requestedBy];
  }

  /** Whose it is, or would be: it is theirs once nothing speaks against the run. */
  #take(
    request: OwnerInput,
    actor: Actor,
    options: { isLook: boolean; except?: string },
  ): Promise<string> {
    return takeStack(this.#options, request, actor, options);
  }

  /** Keeps what the stack is made of, once the run is applied; undefined where that cannot be kept. */
  #keepDraft(
    { stack: key, intent }: BeginStackRun,
    given: Given,
  ): NewRun['also'] {
    const { definitions, clock } = this.#options;
    const { variables, secrets } = given;
    const { archive } = given.module;
    const holdsSecrets =
      archive !== undefined || Object.keys(secrets).length > 0;
    if (intent !== 'change' || (holdsSecrets && !definitions.canSeal)) {
      return undefined;
    }
    const draft = {
      ...{ key, variables, secrets, archive },
      module: archive === undefined ? given.module : { archive: KEPT_ARCHIVE },
      saidAt: new Date(clock.now()),
    };
    return (run, { environment, service }, trx) => {
      const place = {
        environment: environment || undefined,
        service: service || undefined,
      };
      return definitions.draft({ ...draft, ...place, run }, trx);
    };
  }

  /**
   * Where the run belongs, as the catalog writes it.
   *
   * @throws NotFoundError for an environment or a service that is not in the catalog
   */
  async #requirePlace({ environment, service }: BeginStackRun) {
    const { places } = this.#options;
    return {
      ...(environment !== undefined && {
        environment: await places.requireEnvironment(environment),
      }),
      ...(service !== undefined && {
        service: await places.requireService(service),
      }),
    };
  }

  async #run(id: string): Promise<StackRunOf> {
    const { items } = isUuid(id)
      ? await this.#options.engine.list<StackRunInput, StackRunState>({
          ids: [id],
          kinds: [TERRAFORM_STACKS_RUNS, DRIFT_RUNS],
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
      requestedBy: run.requestedBy,
      through: run.input.through,
      confirmed: isConfirmed(run, run.state.plan?.digest),
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
}

/** Before that it cannot be confirmed. */
function hasShown({ status, approval }: StackRunOf): boolean {
  return approval !== undefined || isEnded(status);
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

function isConfirmed({ approval }: StackRunOf, digest?: string): boolean {
  return (approval?.decisions ?? []).some(
    one =>
      one.verdict === 'approved' &&
      !one.void &&
      one.digest === digest &&
      one.rules.includes(CONFIRM),
  );
}
