import type { Clock } from '@towpath/clock';
import { toColumns, type PolicyHits } from '@towpath/backend-kit';
import type { Plan } from '@towpath/plugin-score-common';
import type { Knex } from 'knex';
import type { Override, ScoreText } from '../model/ScoreText';

/** A plan with what it was made from. */
export interface StoredPlan {
  plan: Plan;
  requestedBy: string;
  source: ScoreText;
}

/** A row of the table `plans`. */
interface PlanRow {
  id: string;
  service: string;
  environment: string;
  requested_by: string;
  digest: string;
  score: string;
  override: Override | null;
  plan: Plan;
  created_at: Date;
  expires_at: Date;
}

/** A run that waits for approval still shows its plan. */
const KEEP_DAYS = 30;

/** Plans as they were shown. */
export class PlanStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  readonly #hits: PolicyHits;

  constructor(options: { knex: Knex; clock: Clock; hits: PolicyHits }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
    this.#hits = options.hits;
  }

  /** Keeps a plan, and that its rules spoke. */
  async add({ plan, requestedBy, source }: StoredPlan): Promise<void> {
    const { id, service, environment, digest, verdicts } = plan;
    await this.#knex.transaction(async trx => {
      await trx('plans').insert(
        toColumns({
          ...{ id, service, environment, digest, plan },
          requested_by: requestedBy,
          score: source.text,
          override: source.override ?? null,
          created_at: new Date(plan.createdAt),
          expires_at: new Date(plan.expiresAt),
        }),
      );
      await this.#hits.add(verdicts, trx);
    });
  }

  async find(id: string): Promise<StoredPlan | undefined> {
    const row = await this.#knex<PlanRow>('plans').where({ id }).first();
    return (
      row && {
        plan: row.plan,
        requestedBy: row.requested_by,
        source: {
          text: row.score,
          url: row.plan.source?.url,
          override: row.override ?? undefined,
        },
      }
    );
  }

  async forgetOld(): Promise<void> {
    const before = new Date(this.#clock.now() - KEEP_DAYS * 86_400_000);
    await this.#knex<PlanRow>('plans')
      .where('expires_at', '<', before)
      .delete();
  }
}
