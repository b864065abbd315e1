import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Seal, SealPlace } from '@towpath/seal';
import type { Knex } from 'knex';

/** A row of the table `resource_secrets`. */
export interface SecretRow {
  resource: string;
  output: string;
  key: string;
  sealed: Buffer;
  /** Another one with another value, and not with another key. */
  revision: string;
}

const PAGE = 200;

/** Where the memory of a driver is. No output is called so. */
const MEMORY = '.memory';

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
      .whereNot({ output: MEMORY })
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

  /** What its driver is given back; one that does not remember leaves it as it was. */
  async putMemory(
    resource: string,
    memory: JsonObject | undefined,
    trx: Knex = this.#knex,
  ): Promise<void> {
    if (!memory) return;
    await this.put(resource, { [MEMORY]: JSON.stringify(memory) }, trx);
  }

  /**
   * By resource.
   *
   * @throws Error when one cannot be opened
   */
  async memories(resources: string[]): Promise<Map<string, JsonObject>> {
    const rows = await this.#knex<SecretRow>('resource_secrets')
      .whereIn('resource', resources)
      .where({ output: MEMORY });
    return new Map(
      rows.map(({ resource, sealed }) => [
        resource,
        JSON.parse(this.#requireSeal().open(sealed, placeOf(resource, MEMORY))),
      ]),
    );
  }

  /**
   * The secret in clear; undefined when there is none.
   *
   * @throws Error when it cannot be opened: its key is gone, or it was changed
   */
  async open(resource: string, output: string): Promise<string | undefined> {
    if (output === MEMORY) return undefined;
    const row = await this.#knex<SecretRow>('resource_secrets')
      .where({ resource, output })
      .first();
    if (!row) return undefined;
    return this.#requireSeal().open(row.sealed, placeOf(resource, output));
  }

  /** @throws ConflictError when there is no key */
  get currentKeyId(): string {
    return this.#requireSeal().currentKeyId;
  }

  /** All of them, page by page; what is added meanwhile is sealed with the newest key. */
  async *all(signal: AbortSignal): AsyncGenerator<SecretRow> {
    let after = ['00000000-0000-0000-0000-000000000000', ''];
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.#knex<SecretRow>('resource_secrets')
        .whereRaw('(resource, output) > (?::uuid, ?)', after)
        .orderBy(['resource', 'output'])
        .limit(PAGE);
      yield* rows;
      const last = rows.at(-1);
      if (!last) return;
      after = [last.resource, last.output];
    }
  }

  /**
   * Seals a value with the newest key, unless it was replaced since it was read.
   *
   * @throws SealError when it cannot be opened; then it stays as it is
   */
  async reseal({ resource, output, sealed }: SecretRow): Promise<boolean> {
    const seal = this.#requireSeal();
    const place = placeOf(resource, output);
    const anew = seal.seal(seal.open(sealed, place), place);
    const changed = await this.#knex<SecretRow>('resource_secrets')
      .where({ resource, output, sealed })
      .update({ key: seal.keyOf(anew), sealed: anew });
    return changed > 0;
  }

  /**
   * As it is in the table now: sealed with the newest key, and opens. What is gone meanwhile is well.
   *
   * @throws Error with what is not so
   */
  async prove({
    resource,
    output,
  }: Pick<SecretRow, 'resource' | 'output'>): Promise<void> {
    const seal = this.#requireSeal();
    const row = await this.#knex<SecretRow>('resource_secrets')
      .where({ resource, output })
      .first();
    if (!row) return;
    seal.open(row.sealed, placeOf(resource, output));
    const key = seal.keyOf(row.sealed);
    if (key !== seal.currentKeyId || row.key !== key) {
      throw new Error(
        `It is sealed with "${key}" and not with "${seal.currentKeyId}"`,
      );
    }
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
