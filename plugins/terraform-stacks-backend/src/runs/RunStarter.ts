import {
  TERRAFORM_STACKS_RUNS,
  type ModuleSource,
} from '@towpath/plugin-terraform-stacks-common';
import type { JsonObject } from '@backstage/types';
import { bindKey, type WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import {
  CHANGING,
  deletes,
  isAboutDrift,
  isDry,
  type StackRunInput,
} from '../model/StackRunInput';
import type { ModuleSources } from '../modules/ModuleSources';
import type { Stacks } from '../stacks/Stacks';
import type { StackStore } from '../stacks/StackStore';

/** What a run is about, and what it is given, which is put into its folder alone. */
export interface NewRun {
  kind?: string;
  input: StackRunInput;
  /** An archive with its bytes. */
  module: ModuleSource;
  variables: JsonObject;
  secrets: JsonObject;
  /** Entity reference. */
  requestedBy: string;
  /** A second request of the same person with this key and these words answers the first run. */
  once?: { key?: string; words: object };
  /** Done in the transaction that begins the run. */
  also?(run: string, trx: Knex.Transaction): Promise<void>;
}

interface StarterOptions {
  knex: Knex;
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
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
   * @throws InputError and NotFoundError for a module that cannot be one
   */
  async begin(asked: NewRun): Promise<string> {
    const { knex, engine, store, stacks } = this.#options;
    const { input, requestedBy, once, kind = TERRAFORM_STACKS_RUNS } = asked;
    const { stack, intent } = input;
    const id = uuid();
    const commit = await this.#prepare(id, asked);
    const { run, created } = await knex.transaction(async trx => {
      const started = await engine.start(
        {
          ...{ id, kind, requestedBy },
          input: { ...input, ...(commit && { commit }) },
          subject: `stack:default/${stack}`,
          lockKey: isDry(input) ? `dry-run/${id}` : stack,
          idempotencyKey: once && bindKey(once.key, once.words),
        },
        { trx },
      );
      if (!started.created) return started;
      if (CHANGING.includes(intent)) await store.beginsRun(stack, id, trx);
      await asked.also?.(id, trx);
      return started;
    });
    if (!created) (await stacks.get(stack)).forget(id);
    return run.id;
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
}

/** A run as whoever began it is answered. */
export function toBegun(id: string) {
  return { id, link: `/runs/${id}` };
}
