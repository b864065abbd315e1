import type { Knex } from 'knex';

/** Whose a stack is, and where its state lies. */
export interface StackRow {
  key: string;
  /** Full entity reference. */
  owner: string;
  /** Who said whose it is. */
  said_by: string;
  since: Date;
  /** See {@link readPlace}; null for a state in the database. */
  place: string | null;
}

/** Remembers whose each stack is; the first who asks for a stack that is nobody's has it. */
export class StackStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(key: string): Promise<StackRow | undefined> {
    return this.#knex<StackRow>('stacks').where({ key }).first();
  }

  async list(): Promise<StackRow[]> {
    return this.#knex<StackRow>('stacks').orderBy('key');
  }

  /** Two who ask at once, in whichever process, get the same answer. */
  async claim(row: StackRow): Promise<StackRow> {
    const [mine] = await this.#knex<StackRow>('stacks')
      .insert(row)
      .onConflict('key')
      .ignore()
      .returning('*');
    return mine ?? (await this.find(row.key)) ?? this.claim(row);
  }

  /** Says whose it is from now on, if it is still whose it was. */
  async handOn(was: string, { key, owner, said_by, since }: StackRow) {
    await this.#knex<StackRow>('stacks')
      .where({ key, owner: was })
      .update({ owner, said_by, since });
  }

  /** Its state is in no folder any more. */
  async moveToDatabase(key: string, place: string): Promise<void> {
    await this.#knex<StackRow>('stacks')
      .where({ key, place })
      .update({ place: null });
  }

  async release(key: string): Promise<void> {
    await this.#knex<StackRow>('stacks').where({ key }).delete();
  }

  async markTold(run_id: string): Promise<void> {
    await this.#knex('told_runs').insert({ run_id }).onConflict().ignore();
  }

  async isTold(run_id: string): Promise<boolean> {
    const row = await this.#knex('told_runs').where({ run_id }).first();
    return row !== undefined;
  }
}
