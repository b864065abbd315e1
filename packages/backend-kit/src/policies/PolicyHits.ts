import type { Clock } from '@towpath/clock';
import type { Effect } from '@towpath/policy';
import type { Knex } from 'knex';
import type { PolicySubject } from './subjects';

/** For how long it is known how often a rule spoke. */
export const HIT_DAYS = 30;

const DAY_MS = 86_400_000;

/** What a rule said about something that was asked for. */
export interface SpokenRule {
  policy: string;
  /** Empty for a policy that could not be used, which is nothing that a rule said. */
  rule: string;
  effect: Effect;
}

/** How often a rule said so on a day. */
export interface PolicyHit extends SpokenRule {
  /** Of UTC, such as `2026-11-29`. */
  day: string;
  hits: number;
}

/**
 * How often rules spoke about what people asked for, by day, in the database of the plugin that asks them.
 * Nothing of what they judged is kept.
 */
export class PolicyHits {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #subject: PolicySubject;

  constructor(options: { knex: Knex; clock: Clock; subject: PolicySubject }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#subject = options.subject;
  }

  /**
   * Counts each rule once, and forgets what is too long ago.
   *
   * @param connection - the transaction of what they spoke about, where there is one
   */
  async add(
    spoken: readonly SpokenRule[],
    connection: Knex | Knex.Transaction = this.#knex,
  ): Promise<void> {
    const rows = this.#toRows(spoken);
    if (rows.length === 0) return;
    await connection('policy_hits')
      .insert(rows)
      .onConflict(['day', 'subject', 'policy', 'rule', 'effect'])
      .merge({ hits: this.#knex.raw('policy_hits.hits + excluded.hits') });
    await connection('policy_hits')
      .where('day', '<', this.#dayBefore(HIT_DAYS))
      .delete();
  }

  /** Of the last {@link HIT_DAYS} days, the oldest first. */
  async list(): Promise<PolicyHit[]> {
    return this.#knex('policy_hits')
      .where({ subject: this.#subject })
      .where('day', '>', this.#dayBefore(HIT_DAYS))
      .orderBy(['day', 'policy', 'rule', 'effect'])
      .select('policy', 'rule', 'effect', 'hits')
      .select(this.#knex.raw(`to_char(day, 'YYYY-MM-DD') as day`));
  }

  /** In one order, so that no two transactions wait for each other. */
  #toRows(spoken: readonly SpokenRule[]) {
    const day = this.#dayBefore(0);
    const named = spoken
      .filter(({ rule }) => rule !== '')
      .map(({ policy, rule, effect }) =>
        JSON.stringify([policy, rule, effect]),
      );
    return [...new Set(named)].sort().map(key => {
      const [policy, rule, effect] = JSON.parse(key);
      return { day, subject: this.#subject, policy, rule, effect, hits: 1 };
    });
  }

  #dayBefore(days: number): string {
    const at = new Date(this.#clock.now() - days * DAY_MS);
    return at.toISOString().slice(0, 10);
  }
}
