import type { Knex } from 'knex';

/** A version of a service in an environment. */
export interface VersionPlace {
  /** Entity reference. */
  service: string;
  /** Name. */
  environment: string;
  version: string;
}

/** A version failed in an environment, or was rolled back there. */
export interface Setback extends VersionPlace {
  what: 'failed' | 'rolled-back';
  at: Date;
  /** Entity reference of who rolled back; absent when it happened by itself. */
  by?: string;
  reason: string;
  /** The promotion that failed, or the rollback. */
  promotionId: string;
}

type SetbackRow = Omit<Setback, 'promotionId' | 'by'> & {
  by: string | null;
  promotion_id: string;
};

/**
 * What is known against versions. It stands until the version is delivered there after all, which only a
 * person with a reason can ask for.
 */
export class SetbackStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The newest counts. */
  async place(setback: Setback, trx: Knex.Transaction): Promise<void> {
    const { promotionId, by, ...rest } = setback;
    await trx<SetbackRow>('setbacks')
      .insert({ ...rest, by: by ?? null, promotion_id: promotionId })
      .onConflict(['service', 'environment', 'version'])
      .merge();
  }

  async lift(
    { service, environment, version }: VersionPlace,
    trx: Knex.Transaction,
  ): Promise<void> {
    await trx<SetbackRow>('setbacks')
      .where({ service, environment, version })
      .delete();
  }

  async find(place: VersionPlace): Promise<Setback | undefined> {
    return (await this.findAll([place]))[0];
  }

  /** Those of these versions, in any order, with one query. */
  async findAll(places: VersionPlace[]): Promise<Setback[]> {
    if (places.length === 0) return [];
    const rows = await this.#knex<SetbackRow>('setbacks').whereIn(
      ['service', 'environment', 'version'],
      places.map(one => [one.service, one.environment, one.version]),
    );
    return rows.map(({ promotion_id: promotionId, by, ...rest }) => ({
      ...rest,
      promotionId,
      ...(by && { by }),
    }));
  }
}
