import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { decodeCursor, toPage, type Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type {
  StackDefinition,
  StackDetail,
  StackLock,
  StackQuery,
  StackSummary,
  StateVersion,
} from '@towpath/plugin-terraform-stacks-common';
import type { Actors } from '@towpath/roles';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { isSameJson } from '../model/isSameJson';
import { KEPT_ARCHIVE } from '../model/moduleWords';
import type {
  DefinitionStore,
  StoredDefinition,
} from '../stacks/DefinitionStore';
import type { DriftStore } from '../stacks/DriftStore';
import { fullRef, type Stacks } from '../stacks/Stacks';
import type { ListedStack, StackStore } from '../stacks/StackStore';
import { takeStack } from '../stacks/takeStack';
import type { CheckedDefinition, DefinitionCheck } from './DefinitionCheck';
import type { EntityStore } from './EntityStore';
import { toServiceRef } from './CatalogPlaces';
import { abilitiesOf } from './abilitiesOf';
import { isSaidAlready } from './isSaidAlready';
import { presentDrift, presentStack } from './presentStack';
import { withSecrets } from './withSecrets';

export interface DefinitionsOptions {
  knex: Knex;
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
  definitions: DefinitionStore;
  drifts: DriftStore;
  entities: EntityStore;
  check: DefinitionCheck;
  actors: Actors;
  clock: Clock;
  /** Where states are kept. */
  states: { isInDatabase: boolean };
  /** Who holds the states of stacks, by key. */
  locksOf?(keys: string[]): Promise<Map<string, StackLock>>;
  /** The newest state of a stack; undefined for one that has none. */
  newestOf?(key: string): Promise<StateVersion | undefined>;
}

/** Stacks, and what each is made of, without asking the permission policy. */
export class Definitions {
  readonly #options: DefinitionsOptions;

  constructor(options: DefinitionsOptions) {
    this.#options = options;
  }

  /** @throws InputError for a cursor of another list, and an owner or service that is none */
  async list(
    query: StackQuery,
    _: Caller,
  ): Promise<{ items: StackSummary[]; total: number; nextCursor?: string }> {
    const { limit = 50, cursor, owner, service, ...rest } = query;
    const { rows, total } = await this.#options.store.list(
      {
        ...rest,
        owner: owner === undefined ? undefined : fullRef(owner),
        service: service === undefined ? undefined : toServiceRef(service),
      },
      {
        limit: limit + 1,
        after: cursor === undefined ? undefined : decodeCursor(cursor, 1)[0],
      },
    );
    const locks = await this.#locksOf(rows);
    const present = (row: ListedStack) => presentStack(row, locks.get(row.key));
    return { ...toPage(rows, limit, ({ key }) => [key], present), total };
  }

  /** @throws NotFoundError */
  async detail(key: string, caller: Caller): Promise<StackDetail> {
    const { store, definitions, drifts, actors, entities } = this.#options;
    const row = await store.findListed(key);
    if (!row) throw notThere(key);
    const [definition, usedBy, actor, drift, described, locks, state] =
      await Promise.all([
        definitions.find(key),
        definitions.usersOf(key),
        actors.find(caller.credentials),
        drifts.find(key),
        entities.find(key),
        this.#locksOf([row]),
        this.#options.newestOf?.(key),
      ]);
    const stack = presentStack(row, locks.get(key));
    const isDefined = definition !== undefined;
    const isInDatabase = this.#isInDatabase(row);
    return {
      stack: drift?.at ? { ...stack, drift: presentDrift(drift) } : stack,
      definition: definition && presentDefinition(definition),
      state,
      usedBy,
      notes: notesOf(row, definition, described),
      abilities: abilitiesOf({ stack, usedBy, isDefined, isInDatabase }, actor),
    };
  }

  /**
   * Says what a stack is made of from now on. A stack that is nobody's becomes that of the owner who is named.
   *
   * @param how `onlyNew` leaves as it is what somebody has said before
   * @throws NotAllowedError for who is not of its owner; ConflictError for one that is described in the catalog, or
   *   that is not new; InputError or NotFoundError for what cannot be
   */
  async define(
    key: string,
    request: StackDefinition,
    how: { onlyNew: boolean },
    caller: Caller,
  ): Promise<StackDetail> {
    const { actors, definitions, entities, check } = this.#options;
    const { owner, secrets = {}, ...rest } = request;
    const [before, described] = await Promise.all([
      definitions.find(key),
      entities.find(key),
    ]);
    const isDescribed = before?.source === 'catalog' && !!described;
    requireNoNewArchive(request, before);
    requireSeal(definitions, Object.keys(secrets));
    const actor = await actors.find(caller.credentials);
    const checked = await check.check(key, { ...rest, secrets });
    const said = { key, owner, secrets, checked, by: actor.ref };
    if (how.onlyNew && (await isSaidAlready(this.#options, said))) {
      return this.detail(key, caller);
    }
    if (isDescribed) requireAsDescribed(before, checked);
    const taken = { stack: key, owner: isDescribed ? undefined : owner };
    // Of two who make one stack at once, it is handed on to the one whose definition is kept.
    const keepsOwner = how.onlyNew;
    await takeStack(this.#options, { ...taken, keepsOwner }, actor);
    const from = isDescribed ? before : { source: 'page' as const };
    const isSaved = await this.#save({
      ...{ key, from, checked, secrets, before },
      ...{ by: actor.ref, onlyNew: how.onlyNew },
    });
    // Somebody was first, or the same request was.
    if (!isSaved) return this.define(key, request, how, caller);
    if (how.onlyNew) await takeStack(this.#options, taken, actor);
    return this.detail(key, caller);
  }

  async #save(saved: {
    key: string;
    /** Where it is changed; what is secret alone may be said elsewhere than in the catalog. */
    from: Pick<StoredDefinition, 'source' | 'entity'>;
    checked: CheckedDefinition;
    secrets: Record<string, string | null>;
    before?: StoredDefinition;
    by: string;
    onlyNew: boolean;
  }): Promise<boolean> {
    const { key, checked, before, by, onlyNew } = saved;
    const { source, entity } = saved.from;
    const { definitions, drifts, knex, clock } = this.#options;
    const kept = before
      ? await definitions.secretsOf(key)
      : { secrets: {}, archive: undefined };
    const at = new Date(clock.now());
    const secrets = withSecrets(kept, saved.secrets, checked);
    requireSeal(definitions, Object.keys(secrets));
    const archive = checked.module.archive && kept.archive;
    return knex.transaction(async trx => {
      const isSaved = await definitions.save(
        { ...checked, key, source, entity, secrets, archive },
        { at, by, onlyNew },
        trx,
      );
      if (!isSaved) return false;
      if (!before || before.driftEvery !== checked.driftEvery) {
        await drifts.schedule({ key, every: checked.driftEvery, at }, trx);
      }
      return true;
    });
  }

  /** One that has not been taken over yet is in a file of before. */
  #isInDatabase({ place }: ListedStack): boolean {
    return this.#options.states.isInDatabase && place === null;
  }

  async #locksOf(rows: ListedStack[]): Promise<Map<string, StackLock>> {
    const keys = rows.map(({ key }) => key);
    return (await this.#options.locksOf?.(keys)) ?? new Map();
  }
}

function notThere(key: string): NotFoundError {
  return new NotFoundError(
    `There is no stack "${key}". GET /stacks lists those there are`,
  );
}

function presentDefinition(
  definition: StoredDefinition,
): NonNullable<StackDetail['definition']> {
  const { module, variables, secretNames, inputs, driftEvery } = definition;
  const { source: from, entity } = definition;
  return {
    ...{ module, variables, inputs, driftEvery, from, entity },
    secrets: secretNames,
  };
}

function notesOf(
  { outdated }: ListedStack,
  definition: StoredDefinition | undefined,
  described: { entity: string; problem?: string } | undefined,
): string[] {
  const notes = outdated ? [outdated] : [];
  if (described?.problem) {
    notes.push(`${described.entity} changes nothing: ${described.problem}`);
  }
  if (definition?.source === 'catalog' && !described) {
    notes.push(
      `${definition.entity} describes it no longer. What it was made of stays: delete what is in the stack, or describe it once more`,
    );
  }
  return notes;
}

/** Values of secrets are in no catalog; all else of a stack that is described there is changed there. */
function requireAsDescribed(
  before: StoredDefinition,
  checked: CheckedDefinition,
): void {
  const { key, entity, source: _, secretNames: __, ...rest } = before;
  if (isSameJson(rest, checked)) return;
  throw new ConflictError(
    `The stack "${key}" is described by ${entity} in the catalog. Change it there; only secrets are given here`,
  );
}

/** What a page hands over nobody has reviewed. */
function requireNoNewArchive(
  { module }: StackDefinition,
  before: StoredDefinition | undefined,
): void {
  if (module.archive === undefined) return;
  if (module.archive === KEPT_ARCHIVE && before?.module.archive) return;
  throw new InputError(
    'module.archive is taken from templates alone, whose modules somebody has reviewed. Give module.platform, module.git or module.registry',
  );
}

function requireSeal(definitions: DefinitionStore, names: string[]): void {
  if (names.length === 0 || definitions.canSeal) return;
  throw new InputError(
    `secrets.${names[0]} cannot be kept: terraform.secrets.keys has no key. Ask your platform team to set one`,
  );
}
