import type { Knex } from 'knex';

export interface CredentialRow {
  id: string;
  stack: string;
  /** Entity reference. */
  person: string;
  hash: Buffer;
  read_only: boolean;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
}

/** Credentials of people; of a password, its hash. */
export class CredentialStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(row: CredentialRow): Promise<void> {
    await this.#knex<CredentialRow>('state_credentials').insert(row);
  }

  async find(id: string): Promise<CredentialRow | undefined> {
    return this.#knex<CredentialRow>('state_credentials').where({ id }).first();
  }

  /** Those that have not ended, the newest first. */
  async list(stack: string, now: Date): Promise<CredentialRow[]> {
    return this.#knex<CredentialRow>('state_credentials')
      .where({ stack })
      .where('expires_at', '>', now)
      .orderBy('created_at', 'desc');
  }

  async markUsed(id: string, at: Date): Promise<void> {
    await this.#knex<CredentialRow>('state_credentials')
      .where({ id })
      .update({ last_used_at: at });
  }

  async remove(id: string): Promise<void> {
    await this.#knex<CredentialRow>('state_credentials').where({ id }).delete();
  }

  async removeEnded(now: Date): Promise<void> {
    await this.#knex<CredentialRow>('state_credentials')
      .where('expires_at', '<', now)
      .delete();
  }
}
