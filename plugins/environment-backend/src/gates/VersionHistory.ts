import type { Knex } from 'knex';
import { parseImage } from '@towpath/delivery';

/** The newest deployment of a version to an environment. */
export interface VersionDeployment {
  /** Grows with each arrival in an environment. */
  order: number;
  arrivedAt: Date;
  /** Absent while it runs. */
  leftAt?: Date;
  /** It was healthy when it was last seen. */
  healthy: boolean;
}

/** What ran where before, for gates that look back. */
export interface VersionHistory {
  find(place: {
    /** Entity reference. */
    service: string;
    /** Name. */
    environment: string;
    version: string;
  }): Promise<VersionDeployment | undefined>;
  /** The tag that an image of this digest came with, anywhere; undefined when it never had one. */
  tagOf(image: {
    /** Entity reference. */
    service: string;
    digest: string;
  }): Promise<string | undefined>;
}

/** {@link VersionHistory} from the plugin's own table. */
export class DatabaseVersionHistory implements VersionHistory {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async find(
    place: Parameters<VersionHistory['find']>[0],
  ): Promise<VersionDeployment | undefined> {
    const { service, environment, version } = place;
    const row = await this.#knex('deployment_history')
      .where({ service, environment, version })
      .orderBy('id', 'desc')
      .first('id', 'deployed_at', 'ended_at', 'health');
    return (
      row && {
        order: Number(row.id),
        arrivedAt: row.deployed_at,
        leftAt: row.ended_at ?? undefined,
        healthy: row.health === 'Healthy',
      }
    );
  }

  async tagOf({
    service,
    digest,
  }: Parameters<VersionHistory['tagOf']>[0]): Promise<string | undefined> {
    const row = await this.#knex('deployment_history')
      .where({ service })
      .whereLike('image', `%:%@${digest}`)
      .orderBy('id', 'desc')
      .first('image');
    return row && parseImage(row.image).tag;
  }
}
