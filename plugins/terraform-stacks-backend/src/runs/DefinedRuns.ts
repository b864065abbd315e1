import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { PlanStack } from '@towpath/plugin-terraform-stacks-common';
import type { Actor, Actors } from '@towpath/roles';
import type { WorkflowEngine } from '@towpath/workflow';
import {
  isAboutDrift,
  isDry,
  type MadeOf,
  type StackRunInput,
} from '../model/StackRunInput';
import { moduleWords } from '../model/moduleWords';
import type {
  DefinitionStore,
  WholeDefinition,
} from '../stacks/DefinitionStore';
import type { Stacks } from '../stacks/Stacks';
import type { StackStore } from '../stacks/StackStore';
import { takeStack } from '../stacks/takeStack';
import { resolveInputs, type ResolvedInputs } from './resolveInputs';
import { toBegun, type RunStarter } from './RunStarter';

const TIMEOUT_MS = 30 * 60_000;

interface DefinedRunsOptions {
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
  definitions: DefinitionStore;
  actors: Actors;
  starter: RunStarter;
  clock: Clock;
}

/** Whoever asks for a run, and for whose stack. */
interface Asking {
  by: string;
  requestedBy: string;
  owner: string;
  /** Absent for the portal itself. */
  actor?: Actor;
  kind?: string;
  idempotencyKey?: string;
}

/** All that a stack is made of, and what tells it from what it is made of later. */
interface ReadDefinition extends WholeDefinition {
  madeOf: MadeOf;
}

/** Begins runs on stacks of which the portal knows what they are made of, without asking the permission policy. */
export class DefinedRuns {
  readonly #options: DefinedRunsOptions;

  constructor(options: DefinedRunsOptions) {
    this.#options = options;
  }

  /**
   * @throws NotAllowedError for who is not of the stack's owner; NotFoundError where it is not known what the stack is
   *   made of; ConflictError for the end of a stack whose outputs are used; InputError for what cannot be planned
   */
  async plan(
    key: string,
    request: PlanStack,
    idempotencyKey: string | undefined,
    caller: Caller,
  ): Promise<{ id: string; link: string }> {
    requireFitting(request);
    const { stacks, engine, actors } = this.#options;
    const read = await this.#read(key);
    const actor = await actors.find(caller.credentials);
    const isLook = isDry(request);
    const owner = await takeStack({ stacks, engine }, { stack: key }, actor, {
      isLook,
    });
    return this.#begin(read, request, {
      ...{ by: actor.ref, requestedBy: actor.ref, owner, actor },
      idempotencyKey,
    });
  }

  /**
   * Looks what was changed outside of Terraform, because the portal looks.
   *
   * @param kind of the run
   */
  async look(key: string, kind: string, portal: string): Promise<void> {
    const read = await this.#read(key);
    const { owner } = (await this.#options.store.find(key))!;
    await this.#begin(
      read,
      { intent: 'drift' },
      { by: 'the portal', requestedBy: portal, owner, kind },
    );
  }

  async #begin(
    read: ReadDefinition,
    request: PlanStack,
    asking: Asking,
  ): Promise<{ id: string; link: string }> {
    const { starter } = this.#options;
    const { definition } = read;
    const { key, module } = definition;
    const { requestedBy, idempotencyKey, kind, owner, actor } = asking;
    const once = { key: idempotencyKey, words: { key, ...request } };
    const earlier = await starter.findEarlier({ requestedBy, once });
    if (earlier) return toBegun(earlier);
    const inputs = await resolveInputs(
      this.#options,
      definition.inputs,
      asking,
    );
    const { secrets, archive } = read.open();
    const id = await starter.begin({
      input: this.#toInput(read, request, asking, inputs),
      module: archive === undefined ? module : { archive },
      variables: { ...definition.variables, ...inputs.variables },
      secrets: { ...secrets, ...inputs.secrets },
      ...{ requestedBy, once, kind, owner, actor },
    });
    return toBegun(id);
  }

  #toInput(
    { definition, madeOf }: ReadDefinition,
    request: PlanStack,
    { by, requestedBy, owner }: Asking,
    { notes }: ResolvedInputs,
  ): StackRunInput {
    const { intent, replace, targets, imports, reason } = request;
    const { timeoutMs = TIMEOUT_MS } = request;
    const { key, module, environment, service } = definition;
    return {
      ...{ stack: key, intent, by, timeoutMs, reason, notes },
      ...{ replace, targets, imports, madeOf, environment, service },
      module: module.archive ? undefined : moduleWords(module),
      confirmedBy: [...new Set([requestedBy, owner])],
      place: this.#options.stacks.place,
    };
  }

  /** Once for all of a run: what is said of the stack meanwhile is of the next one. */
  async #read(key: string): Promise<ReadDefinition> {
    this.#options.stacks.requireKey(key);
    const readAt = new Date(this.#options.clock.now()).toISOString();
    const found = await this.#options.definitions.findWhole(key);
    if (found) {
      const changedAt = found.changedAt.toISOString();
      return { ...found, madeOf: { changedAt, readAt } };
    }
    if (!(await this.#options.store.find(key))) {
      throw new NotFoundError(
        `There is no stack "${key}". Define it with PUT /stacks/${key}`,
      );
    }
    throw new ConflictError(
      `The portal does not know what the stack "${key}" is made of. Say so with PUT /stacks/${key}, or run the template that made it once more`,
    );
  }
}

/** What of a request has no meaning for what is asked is refused: nobody is to take it for done. */
function requireFitting(request: PlanStack): void {
  const { intent, replace = [], targets = [], imports = [] } = request;
  const isChange = intent === 'change' || intent === 'dry-run';
  const wrong = [
    !isChange && replace.length > 0 && 'replace',
    !isChange && imports.length > 0 && 'imports',
    isAboutDrift({ intent }) && targets.length > 0 && 'targets',
  ].find(Boolean);
  if (!wrong) return;
  throw new InputError(
    `${wrong} has no meaning for the intent "${intent}". Leave it out, or plan a change`,
  );
}
