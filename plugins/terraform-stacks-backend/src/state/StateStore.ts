import { createHash } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { Seal, SealPlace } from '@towpath/seal';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { resealColumns } from '../stacks/resealColumns';
import { compress, decompress } from './compression';

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

interface SealedState {
  id: string;
  size: string | number;
  sealed: Buffer;
}

const COLUMNS = [
  ...['id', 'stack', 'serial', 'lineage', 'md5', 'size', 'resources'],
  ...['terraform_version', 'unreadable', 'by', 'run', 'reason', 'at', 'key'],
].map(name => `state_versions.${name}`);

const SEALED = {
  table: 'state_versions',
  column: 'sealed',
  id: 'id',
  keyId: 'key',
};

const DAYS_KEPT = 30;

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
    return (await this.readNewest(stack))?.content;
  }

  /** As {@link StateStore.read}, with its MD5 in base64. */
  async readNewest(
    stack: string,
  ): Promise<{ content: Buffer; md5: string } | undefined> {
    const row = await this.#knex('states')
      .join('state_versions as v', 'v.id', 'states.newest')
      .where({ 'states.stack': stack })
      .first('v.id', 'v.md5', 'v.size', 'v.sealed');
    return row && { content: await this.#open(row), md5: row.md5 };
  }

  /** The content of one version; undefined when there is none. */
  async readVersion(stack: string, id: string): Promise<Buffer | undefined> {
    const row = await this.#knex('state_versions')
      .where({ stack, id })
      .first('id', 'size', 'sealed');
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
      const { newest } = await holdStack(trx, stack);
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

  /** See {@link resealColumns}. */
  reseal(signal: AbortSignal): Promise<number> {
    const { seal } = this;
    return resealColumns([SEALED], { knex: this.#knex, seal, signal });
  }

  async #open({ id, size, sealed }: SealedState): Promise<Buffer> {
    const packed = this.seal.openBytes(sealed, placeOf(id));
    return decompress(packed, Number(size));
  }
}

/** Nobody else has the row until the end of the transaction. */
async function holdStack(
  trx: Knex.Transaction,
  stack: string,
): Promise<{ newest: string | null }> {
  const hold = () => trx('states').where({ stack }).forUpdate().first('newest');
  const found = await hold();
  if (found) return found;
  await trx('states').insert({ stack }).onConflict('stack').ignore();
  return hold();
}

/** In base64, as the header Content-MD5 has it. */
export function md5Of(content: Buffer): string {
  return createHash('md5').update(content).digest('base64');
}

function placeOf(id: string): SealPlace {
  return { table: SEALED.table, row: id, field: SEALED.column };
}

/** PostgreSQL gives large numbers as texts. */
function toVersion(row: StateVersionRow): StateVersionRow {
  return { ...row, serial: Number(row.serial), size: Number(row.size) };
}
