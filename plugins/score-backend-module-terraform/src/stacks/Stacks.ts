import { setTimeout as pause } from 'node:timers/promises';
import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { ConflictError, InputError, isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import { inWords } from '@towpath/api-client';
import { isEnded } from '@towpath/plugin-runs-common';
import type { DriverCall } from '@towpath/plugin-score-node';
import type {
  BeginStackRun,
  StackDetail,
  StackRun,
  TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';
import {
  RunFollower,
  type TerraformStacksService,
} from '@towpath/plugin-terraform-stacks-node';

export interface StacksOptions {
  auth: AuthService;
  catalog: CatalogService;
  stacks: TerraformStacksService;
}

const EVERY_MS = 500;

/** As the plugin of stacks knows Score. */
const SCORE = 'plugin:score';

/** Asks the plugin of Terraform stacks, in the name of Score itself: people have agreed to what it does before. */
export class Stacks {
  readonly #options: StacksOptions;

  constructor(options: StacksOptions) {
    this.#options = options;
  }

  /** Undefined when there is none. */
  async find(key: string): Promise<StackDetail | undefined> {
    const { api } = await this.#asked();
    try {
      return await inWords(api.stack(key));
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  /** @throws InputError for a service that nobody owns, or that is not in the catalog */
  async ownerOf(service: string): Promise<string> {
    const { credentials } = await this.#asked();
    const entity = await this.#options.catalog.getEntityByRef(service, {
      credentials,
    });
    const owner = entity?.relations?.find(
      ({ type }) => type === RELATION_OWNED_BY,
    );
    if (owner) return owner.targetRef;
    throw new InputError(
      entity
        ? `${service} has no owner, and what Terraform makes for it has to be somebody's: give it spec.owner`
        : `${service} is not in the catalog, so nobody is known who would own what Terraform makes for it`,
    );
  }

  /** @throws ConflictError for what the owner of the service may not have, which no repetition mends */
  async begin(request: BeginStackRun, key?: string): Promise<string> {
    const { api } = await this.#asked();
    try {
      return (await inWords(api.begin(request, key))).id;
    } catch (error) {
      if (!isError(error) || error.name !== 'NotAllowedError') throw error;
      throw new ConflictError(error.message, error);
    }
  }

  async hasFailed(id: string): Promise<boolean> {
    const { api } = await this.#asked();
    const { status, plan } = await inWords(api.look(id));
    return isEnded(status) && !plan;
  }

  /** Whether Score has begun it. */
  async isOwn(id: string): Promise<boolean> {
    const { api } = await this.#asked();
    const { requestedBy, through } = await inWords(api.look(id));
    return requestedBy === SCORE || through === SCORE;
  }

  async lookForDrift(key: string, once: string): Promise<string> {
    const { api } = await this.#asked();
    return (await inWords(api.plan(key, { intent: 'drift' }, once))).id;
  }

  async apply(id: string, stack: string, digest: string): Promise<void> {
    const { api } = await this.#asked();
    await inWords(api.apply(id, { stack, digest }));
  }

  async cancel(id: string, reason: string): Promise<void> {
    const { api } = await this.#asked();
    await inWords(api.cancel(id, reason));
  }

  /** With the sensitive ones, which are for {@link Provided} `secrets` alone. */
  async outputs(
    key: string,
  ): Promise<{ open: JsonObject; secret: JsonObject }> {
    const { api } = await this.#asked();
    const outputs = await inWords(api.wholeOutputs(key));
    const pick = (isSecret: boolean) =>
      Object.fromEntries(
        Object.entries(outputs)
          .filter(([, { sensitive }]) => sensitive === isSecret)
          .map(([name, { value }]) => [name, value ?? null]),
      ) as JsonObject;
    return { open: pick(false), secret: pick(true) };
  }

  /**
   * Waits until it is so or the run has ended, and copies what its steps say. A caller that is aborted leaves the run
   * as it is: the next call finds it.
   */
  async follow(
    id: string,
    { signal, log }: DriverCall,
    isSo: (run: StackRun) => boolean,
  ): Promise<StackRun> {
    const run = new RunFollower({
      look: async after => inWords((await this.#asked()).api.look(id, after)),
      hear: ({ level, message }) =>
        log[level === 'info' ? 'info' : 'warn'](message),
    });
    for (;;) {
      signal.throwIfAborted();
      const now = await run.look(signal);
      if (isEnded(now.status) || isSo(now)) return now;
      await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #asked(): Promise<{
    api: TerraformStacksApi;
    credentials: BackstageCredentials;
  }> {
    const { auth, stacks } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    return { api: stacks.as(credentials), credentials };
  }
}
