import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { Seal, SealPlace } from '@towpath/seal';
import type { Knex } from 'knex';

/** A row of the table `resource_secrets`. */
interface SecretRow {
  resource: string;
  output: string;
  key: string;
  sealed: Buffer;
  /** Another one with another value, and not with another key. */
  revision: string;
}

/** Said of what gives out a secret, where none can be kept. */
export const NO_KEY =
  'secrets cannot be kept: the platform team has to set score.secrets.keys';

/** Secret outputs of resources. They are sealed before they reach the database, and bound to their row. */
export class SecretStore {
  readonly #knex: Knex;
  readonly #seal?: Seal;

  constructor({ knex, seal }: { knex: Knex; seal?: Seal }) {
    this.#knex = knex;
    this.#seal = seal;
  }

  /** Those that are not named stay what they were. */
  async put(
    resource: string,
    secrets: Record<string, string>,
    trx: Knex = this.#knex,
  ): Promise<void> {
    if (Object.keys(secrets).length === 0) return;
    const seal = this.#requireSeal();
    const before = await trx<SecretRow>('resource_secrets').where({ resource });
    const rows = Object.entries(secrets).map(([output, value]) => {
      const place = placeOf(resource, output);
      const sealed = seal.seal(value, place);
      const old = before.find(row => row.output === output);
      const isSame = old && this.#opens(old, value);
      return {
        ...{ resource, output, key: seal.keyOf(sealed), sealed },
        revision: isSame ? old.revision : randomUUID(),
      };
    });
    await trx<SecretRow>('resource_secrets')
      .insert(rows)
      .onConflict(['resource', 'output'])
      .merge();
  }

  /** Names of the secret outputs, by resource. */
  async names(resources: string[]): Promise<Map<string, string[]>> {
    const rows = await this.#knex<SecretRow>('resource_secrets')
      .whereIn('resource', resources)
      .orderBy('output')
      .select('resource', 'output');
    const byResource = new Map<string, string[]>();
    rows.forEach(({ resource, output }) =>
      byResource.set(resource, [...(byResource.get(resource) ?? []), output]),
    );
    return byResource;
  }

  /** Of the values of a resource, by output: another one with another value. */
  async revisions(resource: string): Promise<Map<string, string>> {
    const rows = await this.#knex<SecretRow>('resource_secrets')
      .where({ resource })
      .select('output', 'revision');
    return new Map(rows.map(({ output, revision }) => [output, revision]));
  }

  /**
   * The secret in clear; undefined when there is none.
   *
   * @throws Error when it cannot be opened: its key is gone, or it was changed
   */
  async open(resource: string, output: string): Promise<string | undefined> {
    const row = await this.#knex<SecretRow>('resource_secrets')
      .where({ resource, output })
      .first();
    if (!row) return undefined;
    return this.#requireSeal().open(row.sealed, placeOf(resource, output));
  }

  /** Whether secrets can be kept. */
  get canKeep(): boolean {
    return this.#seal !== undefined;
  }

  /** Whether it holds this value. What cannot be opened any more is another one. */
  #opens({ resource, output, sealed }: SecretRow, value: string): boolean {
    try {
      const place = placeOf(resource, output);
      return this.#requireSeal().open(sealed, place) === value;
    } catch {
      return false;
    }
  }

  #requireSeal(): Seal {
    if (this.#seal) return this.#seal;
    throw new ConflictError(NO_KEY);
  }
}

function placeOf(resource: string, output: string): SealPlace {
  return { table: 'resource_secrets', row: resource, field: output };
}
