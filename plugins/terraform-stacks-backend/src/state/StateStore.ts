import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { ConflictError } from '@backstage/errors';
import type { Seal, SealPlace } from '@towpath/seal';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** What is known of a version without its content. */
export interface StateVersionRow {
  id: string;
  stack: string;
  serial: number;
  lineage: string;
  md5: string;
  size: number;
  resources: number | null;
  terraform_version: string | null;
  unreadable: string | null;
  by: string;
  run: string | null;
  reason: string | null;
  at: Date;
  key: string;
}

/** A version that is to be the newest. */
export type NewVersion = Omit<StateVersionRow, 'id' | 'key'>;

const COLUMNS = [
  ...['id', 'stack', 'serial', 'lineage', 'md5', 'size', 'resources'],
  ...['terraform_version', 'unreadable', 'by', 'run', 'reason', 'at', 'key'],
].map(name => `state_versions.${name}`);

const DAYS_KEPT = 30;
const BATCH = 50;

/** Said where states cannot be kept. */
const NO_KEYS =
  'States cannot be kept: the platform team has to set terraform.secrets.keys, or terraform.state to "local" for files in clear below terraform.stateDir';

/** States of stacks, compressed, then sealed for their row. */
export class StateStore {
  readonly #knex: Knex;
  readonly #seal?: Seal;

  constructor({ knex, seal }: { knex: Knex; seal?: Seal }) {
    this.#knex = knex;
    this.#seal = seal;
  }

  /** @throws ConflictError when there is no key */
  get seal(): Seal {
    if (this.#seal) return this.#seal;
    throw new ConflictError(NO_KEYS);
  }

  /** The newest state, byte by byte as it came; undefined when there is none. */
  async read(stack: string): Promise<Buffer | undefined> {
    const row = await this.#knex('states')
      .join('state_versions', 'state_versions.id', 'states.newest')
      .where({ 'states.stack': stack })
      .first('state_versions.id', 'state_versions.sealed');
    return row && this.#open(row);
  }

  /** The content of one version; undefined when there is none. */
  async readVersion(stack: string, id: string): Promise<Buffer | undefined> {
    const row = await this.#knex('state_versions')
      .where({ stack, id })
      .first('id', 'sealed');
    return row && this.#open(row);
  }

  /** Whether there is a version that is so. */
  async has(
    version: Pick<StateVersionRow, 'stack' | 'lineage' | 'serial' | 'md5'>,
  ): Promise<boolean> {
    const row = await this.#knex('state_versions').where(version).first('id');
    return row !== undefined;
  }

  async findVersion(
    stack: string,
    id: string,
  ): Promise<StateVersionRow | undefined> {
    const row = await this.#knex('state_versions')
      .where({ stack, id })
      .first(COLUMNS);
    return row && toVersion(row);
  }

  /** By stack, those of which there is a state. */
  async newest(stacks: string[]): Promise<Map<string, StateVersionRow>> {
    const rows = await this.#knex('states')
      .join('state_versions', 'state_versions.id', 'states.newest')
      .whereIn('states.stack', stacks)
      .select(COLUMNS);
    return new Map(rows.map(row => [row.stack, toVersion(row)]));
  }

  /** The newest first. @param before serial and id of the last one of the page before */
  async page(
    stack: string,
    { limit, before }: { limit: number; before?: string[] },
  ): Promise<StateVersionRow[]> {
    const rows = this.#knex('state_versions')
      .where({ stack })
      .orderBy([
        { column: 'serial', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit)
      .select(COLUMNS);
    if (before) rows.whereRaw('(serial, id) < (?::bigint, ?::uuid)', before);
    return (await rows).map(toVersion);
  }

  /** Does something with the states of a stack while nobody else does. */
  change<T>(
    stack: string,
    work: (
      trx: Knex.Transaction,
      newest: StateVersionRow | undefined,
    ) => Promise<T>,
  ): Promise<T> {
    return this.#knex.transaction(async trx => {
      await trx('states').insert({ stack }).onConflict('stack').ignore();
      const { newest } = await trx('states')
        .where({ stack })
        .forUpdate()
        .first('newest');
      const row =
        newest &&
        (await trx('state_versions').where({ id: newest }).first(COLUMNS));
      return work(trx, row && toVersion(row));
    });
  }

  /** Compressed before a transaction that writes it is begun. */
  async pack(content: Buffer): Promise<Buffer> {
    return compress(content);
  }

  /** Within {@link StateStore.change}. @param packed see {@link StateStore.pack} */
  async add(
    trx: Knex.Transaction,
    version: NewVersion,
    packed: Buffer,
  ): Promise<StateVersionRow> {
    const id = uuid();
    const row = { ...version, id, key: this.seal.currentKeyId };
    const sealed = this.seal.sealBytes(packed, placeOf(id));
    await trx('state_versions').insert({ ...row, sealed });
    const { stack } = version;
    await trx('states').where({ stack }).update({ newest: id });
    return row;
  }

  /** There is no state from now on; versions of before stay. */
  async clear(trx: Knex.Transaction, stack: string): Promise<void> {
    await trx('states').where({ stack }).update({ newest: null });
  }

  /** Nothing is left of it: whoever makes a stack of this name next sees nothing of this one. */
  async forget(stack: string): Promise<void> {
    await this.#knex.transaction(async trx => {
      for (const table of [
        ...['states', 'state_versions'],
        ...['state_locks', 'state_credentials'],
      ]) {
        await trx(table).where({ stack }).delete();
      }
    });
  }

  /** Deletes versions beyond the number that is kept, none of the last 30 days. Answers how many. */
  async prune(keep: number, now: number): Promise<number> {
    const before = new Date(now - DAYS_KEPT * 24 * 3600_000);
    const { rowCount } = await this.#knex.raw(
      `delete from state_versions using (
         select id, row_number() over (partition by stack order by serial desc, id desc) as place
         from state_versions
       ) ranked
       where ranked.id = state_versions.id and ranked.place > ? and state_versions.at < ?
         and not exists (select from states where states.newest = state_versions.id)`,
      [keep, before],
    );
    return rowCount;
  }

  /**
   * Seals with the current key what an older one has sealed. Answers how many.
   *
   * @throws AggregateError for those that do not open, which stay as they are
   */
  async reseal(signal: AbortSignal): Promise<number> {
    const errors: unknown[] = [];
    let count = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      signal.throwIfAborted();
      const rows = await this.#knex('state_versions')
        .whereNot({ key: this.seal.currentKeyId })
        .where('id', '>', after)
        .orderBy('id')
        .limit(BATCH)
        .select('id', 'sealed');
      for (const row of rows) {
        count += await this.#reseal(row).catch(error => {
          errors.push(error);
          return 0;
        });
      }
      if (rows.length < BATCH) break;
      after = rows[rows.length - 1].id;
    }
    if (errors.length > 0) throw new AggregateError(errors, errors.join('. '));
    return count;
  }

  async #reseal({ id, sealed }: { id: string; sealed: Buffer }) {
    const place = placeOf(id);
    const anew = this.seal.sealBytes(this.seal.openBytes(sealed, place), place);
    return this.#knex('state_versions')
      .where({ id, sealed })
      .update({ key: this.seal.currentKeyId, sealed: anew });
  }

  async #open({ id, sealed }: { id: string; sealed: Buffer }): Promise<Buffer> {
    return decompress(this.seal.openBytes(sealed, placeOf(id)));
  }
}

/** In base64, as the header Content-MD5 has it. */
export function md5Of(content: Buffer): string {
  return createHash('md5').update(content).digest('base64');
}

function placeOf(id: string): SealPlace {
  return { table: 'state_versions', row: id, field: 'sealed' };
}

/** PostgreSQL gives large numbers as texts. */
function toVersion(row: StateVersionRow): StateVersionRow {
  return { ...row, serial: Number(row.serial), size: Number(row.size) };
}
