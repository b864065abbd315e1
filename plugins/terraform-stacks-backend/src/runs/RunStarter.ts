import {
  TERRAFORM_STACKS_RUNS,
  type ModuleSource,
} from '@towpath/plugin-terraform-stacks-common';
import type { JsonObject } from '@backstage/types';
import type { Actor } from '@towpath/roles';
import { bindKey, type WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { CatalogPlaces } from '../definitions/CatalogPlaces';
import type { EnvironmentAccess } from '../definitions/EnvironmentAccess';
import {
  CHANGING,
  deletes,
  isAboutDrift,
  isDry,
  type StackRunInput,
} from '../model/StackRunInput';
import type { ModuleSources } from '../modules/ModuleSources';
import type { DefinitionStore } from '../stacks/DefinitionStore';
import { requireUnused } from '../stacks/requireUnused';
import type { Stacks } from '../stacks/Stacks';
import type { StackStore } from '../stacks/StackStore';

/** Where a run belongs; empty for nowhere. */
type RunPlace = Required<Pick<StackRunInput, 'environment' | 'service'>>;

/** What a run is about, and what it is given, which is put into its folder alone. */
export interface NewRun {
  kind?: string;
  /**
   * With the environment and service of the definition that it is made of, or else those that are asked for: those that
   * the stack is defined for stand above them.
   */
  input: StackRunInput;
  /** An archive with its bytes. */
  module: ModuleSource;
  variables: JsonObject;
  secrets: JsonObject;
  /** Entity reference. */
  requestedBy: string;
  /** Whose the stack is, or is to be: an entity reference. */
  owner: string;
  /** Who asks; absent for the portal itself. */
  actor?: Actor;
  /** A second request of the same person with this key and these words answers the first run. */
  once?: { key?: string; words: object };
  /** Done once nothing speaks against the run, such as taking the stack. */
  before?(): Promise<unknown>;
  /** Done in the transaction that begins the run. */
  also?(run: string, place: RunPlace, trx: Knex.Transaction): Promise<void>;
}

interface StarterOptions {
  knex: Knex;
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
  definitions: Pick<DefinitionStore, 'usersOf'>;
  places: CatalogPlaces;
  access: EnvironmentAccess;
  modules: ModuleSources;
}

/** Begins runs on stacks. */
export class RunStarter {
  readonly #options: StarterOptions;

  constructor(options: StarterOptions) {
    this.#options = options;
  }

  /** The run that was begun before with the same key and words. */
  async findEarlier({
    requestedBy,
    once = { words: {} },
  }: Pick<NewRun, 'requestedBy' | 'once'>): Promise<string | undefined> {
    const earlier = await this.#options.engine.findStarted({
      kind: TERRAFORM_STACKS_RUNS,
      requestedBy,
      idempotencyKey: bindKey(once.key, once.words),
    });
    return earlier?.id;
  }

  /**
   * @returns id of the run
   * @throws InputError and NotFoundError for a module that cannot be one; NotAllowedError for an environment whose
   *   credentials are not the owner's; ConflictError for the end of a stack whose outputs are used
   */
  async begin(asked: NewRun): Promise<string> {
    const { definitions, access } = this.#options;
    const { owner, actor } = asked;
    const place = await this.#pin(asked);
    await access.require(place.environment, { owner, actor });
    if (deletes(asked.input)) {
      await requireUnused(definitions, asked.input.stack);
    }
    const id = uuid();
    const pinned = { ...asked, input: { ...asked.input, ...place } };
    try {
      const commit = await this.#prepare(id, pinned);
      await asked.before?.();
      const begun = await this.#start(id, pinned, { place, commit });
      if (begun !== id) await this.#forget(id, asked);
      return begun;
    } catch (error) {
      // It holds secrets, and there is no run that would end.
      await this.#forget(id, asked);
      throw error;
    }
  }

  /** Once for all that comes: the credentials of its plan and of its apply, and what rules are asked about. */
  async #pin({ input, variables }: NewRun): Promise<RunPlace> {
    const defined = input.madeOf
      ? {}
      : await this.#options.store.placeOf(input.stack);
    const environment =
      defined.environment ??
      input.environment ??
      (await this.#environmentIn(variables)) ??
      '';
    const service = defined.service ?? input.service ?? '';
    return { environment, service };
  }

  /** Templates give the name of the environment as a variable. */
  async #environmentIn({ environment }: JsonObject) {
    if (typeof environment !== 'string' || environment === '') return undefined;
    const found = await this.#options.places.findEnvironment(environment);
    return found?.metadata.name;
  }

  /** @returns id of the run, or of the one that was begun before with the same key and words */
  async #start(
    id: string,
    asked: NewRun,
    { place, commit }: { place: RunPlace; commit?: string },
  ): Promise<string> {
    const { knex, engine, store } = this.#options;
    const { input, requestedBy, once, kind = TERRAFORM_STACKS_RUNS } = asked;
    const { stack, intent } = input;
    return knex.transaction(async trx => {
      const { run, created } = await engine.start(
        {
          ...{ id, kind, requestedBy },
          input: { ...input, ...(commit && { commit }) },
          subject: `stack:default/${stack}`,
          lockKey: isDry(input) ? `dry-run/${id}` : stack,
          idempotencyKey: once && bindKey(once.key, once.words),
        },
        { trx },
      );
      if (!created) return run.id;
      if (CHANGING.includes(intent)) await store.beginsRun(stack, id, trx);
      await asked.also?.(id, place, trx);
      return id;
    });
  }

  /** @returns the commit of a module that comes from Git */
  async #prepare(run: string, asked: NewRun): Promise<string | undefined> {
    const { input, module, variables, secrets } = asked;
    const { replace, targets, imports } = input;
    const stack = await this.#options.stacks.get(
      input.stack,
      input.environment,
    );
    return this.#options.modules.open(module, (source, { origin, commit }) => {
      stack.prepare({
        ...{ run, by: input.by, source, origin, variables, secrets },
        ...{ replace, targets, imports },
        destroy: deletes(input),
        preview: isDry(input),
        refreshOnly: isAboutDrift(input),
      });
      return commit;
    });
  }

  /** What cannot be forgotten now is forgotten when the portal tidies up, and hides no error. */
  async #forget(run: string, { input }: NewRun): Promise<void> {
    const { engine, stacks } = this.#options;
    if (!stacks.keysHere().includes(input.stack)) return;
    try {
      // A connection may break once the run is there.
      const { items } = await engine.list({ ids: [run], limit: 1 });
      if (items.length > 0) return;
      (await stacks.get(input.stack, input.environment)).forget(run);
    } catch {
      // The error that is thrown says more.
    }
  }
}

/** A run as whoever began it is answered. */
export function toBegun(id: string) {
  return { id, link: `/runs/${id}` };
}
