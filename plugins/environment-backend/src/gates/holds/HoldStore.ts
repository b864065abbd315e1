import type { Clock } from '@towpath/clock';
import type { Knex } from 'knex';

/** A service in an environment. */
export interface HeldPlace {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
}

/** Automatic promotion pauses here. */
export interface Hold extends HeldPlace {
  since: Date;
  reason: string;
  /** Entity reference of the person who rolled back, or whose promotion was. */
  by: string;
  /** The rollback. */
  promotionId?: string;
}

type HoldRow = Omit<Hold, 'promotionId'> & { promotion_id: string | null };

/** Where automatic promotion pauses after a rollback, until a person lifts the hold. */
export class HoldStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock) {
    this.#knex = knex;
    this.#clock = clock;
  }

  /** A hold that is there already stays, with its reason: the first rollback is what counts. */
  async place(
    { service, environment }: HeldPlace,
    why: Pick<Hold, 'reason' | 'by' | 'promotionId'>,
  ): Promise<void> {
    await this.#table()
      .insert({
        service,
        environment,
        since: new Date(this.#clock.now()),
        reason: why.reason,
        by: why.by,
        promotion_id: why.promotionId ?? null,
      })
      .onConflict(['service', 'environment'])
      .ignore();
  }

  /** False when there was none. */
  async lift({ service, environment }: HeldPlace): Promise<boolean> {
    return (await this.#table().where({ service, environment }).delete()) > 0;
  }

  async find(target: HeldPlace): Promise<Hold | undefined> {
    return (await this.findAll([target]))[0];
  }

  /** The holds among these targets, in any order, with one query. */
  async findAll(targets: HeldPlace[]): Promise<Hold[]> {
    if (targets.length === 0) return [];
    const rows = await this.#table().whereIn(
      ['service', 'environment'],
      targets.map(({ service, environment }) => [service, environment]),
    );
    return rows.map(({ promotion_id, ...hold }) => ({
      ...hold,
      promotionId: promotion_id ?? undefined,
    }));
  }

  #table() {
    return this.#knex<HoldRow>('holds');
  }
}
