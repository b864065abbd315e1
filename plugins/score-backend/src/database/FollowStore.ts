import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';
import type { Place } from '../model/ResourceRecord';

/** What became of a text of a Score file in an environment. */
export interface FollowedFile extends Place {
  /** SHA-256 of the text. */
  digest: string;
  /** That brought it. */
  commit: string;
  /**
   * `seen`: it was there when the portal began to look. `nothing`: all was so already. `begun`: a run provides it.
   * `waits`: somebody has to look at its plan.
   */
  outcome: 'seen' | 'nothing' | 'begun' | 'waits';
  reason?: string;
  plan?: string;
  run?: string;
}

/** A service whose Score file is looked at now and then. */
interface FollowedService {
  /** Entity reference. */
  service: string;
  has_score: boolean;
  looked_at: Date;
  hook: string | null;
  hooked_at: Date | null;
}

/** What the portal has seen of Score files in repositories. */
export class FollowStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor({ knex, clock }: { knex: Knex; clock: Clock }) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async findFile({
    service,
    environment,
  }: Place): Promise<FollowedFile | undefined> {
    return this.#knex<FollowedFile>('followed_files')
      .where({ service, environment })
      .first();
  }

  async putFile(file: FollowedFile, trx: Knex = this.#knex): Promise<void> {
    const { reason = null, plan = null, run = null } = file;
    const row = { ...file, reason, plan, run, updated_at: this.#now() };
    await trx('followed_files')
      .insert(row)
      .onConflict(['service', 'environment'])
      .merge();
  }

  async services(): Promise<Map<string, FollowedService>> {
    const rows = await this.#knex<FollowedService>('followed_services');
    return new Map(rows.map(row => [row.service, row]));
  }

  async putLooked(service: string, hasScore: boolean): Promise<void> {
    const row = { service, has_score: hasScore, looked_at: this.#now() };
    await this.#knex('followed_services')
      .insert(row)
      .onConflict('service')
      .merge();
  }

  /** @param hook SHA-256 of what was set */
  async putHooked(service: string, hook: string): Promise<void> {
    await this.#knex('followed_services')
      .where({ service })
      .update({ hook, hooked_at: this.#now() });
  }

  #now(): Date {
    return new Date(this.#clock.now());
  }
}
