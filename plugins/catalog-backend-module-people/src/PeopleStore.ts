import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Person } from '@towpath/people';
import { migrateTables } from '@towpath/postgres';
import type { Knex } from 'knex';
import { refOf } from './toEntity';

const PACKAGE = '@towpath/plugin-catalog-backend-module-people';
// The tables lie in the database of the catalog, which keeps account of its own.
const MIGRATIONS = 'platform_people_migrations';

interface Row {
  name: string;
  display_name: string;
  email: string;
  teams: string[];
  created_by: string;
  created_at: Date;
}

/** The people whom the platform made. */
export class PeopleStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  static async open(database: DatabaseService): Promise<PeopleStore> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await migrateTables(knex, {
        packageName: PACKAGE,
        tableName: MIGRATIONS,
      });
    }
    return new PeopleStore(knex);
  }

  async list(): Promise<Person[]> {
    const rows: Row[] = await this.#table.orderBy('name');
    return rows.map(toPerson);
  }

  async get(name: string): Promise<Person | undefined> {
    const row = await this.#table.where({ name }).first();
    return row && toPerson(row);
  }

  /** @returns whether there was nobody of that name or address */
  async add(person: Omit<Person, 'ref'>): Promise<boolean> {
    const added = await this.#table
      .insert({
        name: person.name,
        display_name: person.displayName,
        email: person.email,
        teams: JSON.stringify(person.teams) as never,
        created_by: person.createdBy,
        created_at: new Date(person.createdAt),
      })
      .onConflict()
      .ignore()
      .returning('name');
    return added.length > 0;
  }

  /** @returns the person, or undefined when there is none */
  async setTeams(name: string, teams: string[]): Promise<Person | undefined> {
    const [row] = await this.#table
      .where({ name })
      .update({ teams: JSON.stringify(teams) as never })
      .returning('*');
    return row && toPerson(row);
  }

  async remove(name: string): Promise<void> {
    await this.#table.where({ name }).delete();
  }

  get #table() {
    return this.#knex<Row>('platform_people');
  }
}

function toPerson(row: Row): Person {
  return {
    name: row.name,
    ref: refOf(row.name),
    displayName: row.display_name,
    email: row.email,
    teams: row.teams,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}
