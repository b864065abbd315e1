import type { DatabaseService } from '@backstage/backend-plugin-api';
import { migrateTables } from '@towpath/postgres';
import type { Knex } from 'knex';

const TABLE = 'location_makers';

const LOCATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it is the id of a registered location; a dry run answers with something else. */
export const isLocationId = (id: string) => LOCATION_ID.test(id);

/** A location as the catalog's API takes it. */
export interface LocationSpec {
  type: string;
  target: string;
}

/**
 * The platform's own record of who registered which location, in the catalog's database. A location
 * that is older than the record has no maker.
 */
export class LocationMakers {
  readonly #knex: Knex;

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async open(database: DatabaseService): Promise<LocationMakers> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await migrateTables(knex, {
        packageName: '@towpath/backend',
        tableName: 'platform_locations_migrations',
      });
    }
    return new LocationMakers(knex);
  }

  async record(locationId: string, userRef: string): Promise<void> {
    await this.#knex(TABLE).insert({
      location_id: locationId,
      made_by: userRef,
    });
  }

  async forget(locationId: string): Promise<void> {
    await this.#knex(TABLE).where({ location_id: locationId }).delete();
  }

  async hasMade(locationId: string, userRef: string): Promise<boolean> {
    if (!isLocationId(locationId)) return false;
    const row = await this.#knex(TABLE)
      .where({ location_id: locationId, made_by: userRef })
      .first();
    return row !== undefined;
  }

  /** Whether the catalog has such a location already. */
  async exists({ type, target }: LocationSpec): Promise<boolean> {
    const row = await this.#knex('locations').where({ type, target }).first();
    return row !== undefined;
  }
}
