import { ConflictError } from '@backstage/errors';
import type { Provided } from '@towpath/plugin-score-node';
import { checkProvided } from '@towpath/resource-definitions';
import type { Knex } from 'knex';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ResourceRecord } from '../model/ResourceRecord';

/** Keeps what a driver has answered about something that is there already. */
export class ProvidedKeeper {
  readonly #parts: {
    knex: Knex;
    resources: ResourceStore;
    secrets: SecretStore;
    definitions: DefinitionFolder;
  };

  constructor(parts: {
    knex: Knex;
    resources: ResourceStore;
    secrets: SecretStore;
    definitions: DefinitionFolder;
  }) {
    this.#parts = parts;
  }

  /**
   * @param record - as it was when the driver was asked.
   * @throws ConflictError when a run has changed it since, or the answer is not what its definition promises
   */
  async keepUnlessChanged(
    record: ResourceRecord,
    provided: Provided,
    change: Partial<ResourceRecord> = {},
  ): Promise<void> {
    const { knex, resources, secrets } = this.#parts;
    await this.#check(record, provided);
    const { state, outputs, secrets: given = {} } = provided;
    await knex.transaction(async trx => {
      if (!(await resources.isStill(record, trx))) {
        throw new ConflictError(
          `${record.name} was changed by a run meanwhile. Look at it again`,
        );
      }
      await resources.put(
        {
          ...{ ...record, ...change, state, outputs },
          manifests: provided.manifests ?? record.manifests,
          status: 'provided',
          message: undefined,
        },
        trx,
      );
      await secrets.put(record.id, given, trx);
    });
  }

  async #check(
    { id, definition: name, request }: ResourceRecord,
    { outputs, secrets = {} }: Provided,
  ): Promise<void> {
    const { definitions } = await this.#parts.definitions.get();
    const definition = definitions.get(name);
    // It has gone since: nothing says any more what has to be given out.
    if (!definition) return;
    const kept = (await this.#parts.secrets.names([id])).get(id);
    const given = { outputs, secrets, kept, params: request.params };
    const problems = checkProvided(definition, given);
    if (problems.length > 0) throw new ConflictError(problems.join('; '));
  }
}
