import { randomBytes, randomUUID } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import type { DriverCall, DriverRequest } from '@towpath/plugin-score-node';
import { Client, escapeIdentifier } from 'pg';
import { PostgresDriver } from '../PostgresDriver';
import type { Patience } from '../server/Session';
import { Servers } from '../settings/Servers';

/** Where a client goes. */
export interface Place {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** A driver of servers as the configuration has them. */
export const driverOf = (servers: JsonObject, patience?: Patience) =>
  new PostgresDriver(
    Servers.read(new ConfigReader({ score: { postgres: { servers } } })),
    { patience, own: { names: [], prefixes: ['backstage_plugin_'] } },
  );

/** The tests' PostgreSQL, and on it a provisioning role of a test's own, which is no superuser. */
export class TestServer {
  readonly #super: Client;
  readonly #place: Place;
  readonly provisioner = `provisioner_${randomBytes(4).toString('hex')}`;

  private constructor(place: Place, superuser: Client) {
    this.#place = place;
    this.#super = superuser;
  }

  static async start(): Promise<TestServer> {
    const url = new URL(
      process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING!,
    );
    const place = {
      host: url.hostname,
      port: Number(url.port),
      user: url.username,
      password: url.password,
      database: 'postgres',
    };
    const server = new TestServer(place, new Client(place));
    await server.#super.connect();
    await server.sql(
      `create role ${server.provisioner} login createdb createrole password 'trial'`,
    );
    return server;
  }

  async stop(): Promise<void> {
    await this.sql(`drop role ${this.provisioner}`);
    await this.#super.end();
  }

  /** As the configuration of one server has it. */
  config(changes: JsonObject = {}): JsonObject {
    return {
      host: this.#place.host,
      port: this.#place.port,
      user: this.provisioner,
      password: 'trial',
      ...changes,
    };
  }

  driver(changes?: JsonObject, patience?: Patience): PostgresDriver {
    return driverOf({ main: this.config(changes) }, patience);
  }

  /** As the superuser. */
  async sql<Row extends object>(text: string, values: unknown[] = []) {
    return (await this.#super.query<Row>(text, values)).rows;
  }

  /** As anybody, in any database. */
  async as<T>(
    place: Partial<Place>,
    use: (client: Client) => Promise<T>,
  ): Promise<T> {
    const client = new Client({ ...this.#place, ...place });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }

  /** What the provisioning role has made: roles and databases, with what can differ. */
  async inventory(): Promise<string[]> {
    const rows = await this.sql<{ name: string }>(
      `select concat_ws(' ', 'role', rolname, rolcanlogin, rolconnlimit) as name
       from pg_roles r join pg_auth_members m on m.roleid = r.oid and m.admin_option
       where m.member = (select oid from pg_roles where rolname = $1)
       union all select concat_ws(' ', 'database', datname, datallowconn, datacl)
       from pg_database where pg_has_role($1, datdba, 'member') and not datistemplate and datname <> 'postgres'`,
      [this.provisioner],
    );
    return rows.map(({ name }) => name);
  }

  /**
   * A database as somebody makes it by hand: tables, a view, a function and a type of its owner, read by a second role.
   *
   * @param options.mayAct - whether the provisioning role may act as its owner.
   */
  async makeByHand({ mayAct = true }: { mayAct?: boolean } = {}) {
    const name = `legacy_${randomBytes(4).toString('hex')}`;
    const [owner, reader] = [`${name}_boss`, `${name}_reader`];
    await this.sql(
      `create role ${owner} login password 'trial'; create role ${reader} login password 'trial'`,
    );
    if (mayAct) {
      await this.sql(
        `grant ${owner} to ${this.provisioner} with inherit true, set true`,
      );
    }
    await this.sql(`create database ${name} owner ${owner} template template0`);
    await this.as({ user: owner, password: 'trial', database: name }, client =>
      client.query(
        `create schema shop; create type shop.state as enum ('open', 'sent');
         create table orders (id int generated always as identity, state shop.state, note text);
         create table shop.items (id serial primary key, of int);
         create view open_orders as select * from orders where state = 'open';
         create function total() returns bigint language sql as 'select count(*) from public.orders';
         insert into orders (state, note) values ('open', 'first'), ('sent', 'second');
         grant select on orders to ${reader}`,
      ),
    );
    const clear = async () => {
      const like = `%${name}%`;
      const left = await this.sql<{ name: string }>(
        'select datname as name from pg_database where datname like $1',
        [like],
      );
      for (const one of left) {
        await this.sql(`drop database "${one.name}" with (force)`);
      }
      const roles = await this.sql<{ name: string }>(
        'select rolname as name from pg_roles where rolname like $1',
        [like],
      );
      for (const one of roles) await this.sql(`drop role "${one.name}"`);
    };
    return { name, owner, reader, clear };
  }

  /** Takes away all that a test has left. */
  async clear(): Promise<void> {
    const names = async (sql: string) =>
      (await this.sql<{ name: string }>(sql, [this.provisioner])).map(
        ({ name }) => escapeIdentifier(name),
      );
    const databases = await names(
      `select datname as name from pg_database where pg_has_role($1, datdba, 'member') and not datistemplate and datname <> 'postgres'`,
    );
    for (const name of databases) {
      await this.sql(`drop database if exists ${name} with (force)`);
    }
    const roles = await names(
      `select rolname as name from pg_roles r join pg_auth_members m on m.roleid = r.oid and m.admin_option
       where m.member = (select oid from pg_roles where rolname = $1)`,
    );
    for (const name of roles) await this.sql(`drop role if exists ${name}`);
  }
}

/** What a test asks for. */
export interface Asked {
  id?: string;
  service?: string;
  environment?: string;
  name?: string;
  settings?: JsonObject;
  state?: JsonObject;
}

/** A resource of payment-service in dev, unless said otherwise. */
export const requestOf = ({
  id = randomUUID(),
  service = 'payment-service',
  environment = 'dev',
  name = 'db',
  settings = {},
  state,
}: Asked = {}): DriverRequest => ({
  resource: {
    id,
    uid: `postgres.default#${service}.${name}`,
    type: 'postgres',
    class: 'default',
    name,
  },
  service: { ref: `component:default/${service}`, name: service },
  environment: { name: environment, tier: 'development' },
  namespace: `${service}-${environment}`,
  settings: { server: 'main', ...settings },
  params: {},
  ...(state && { state }),
});

/** A call that nobody ends. */
export const callOf = (signal = new AbortController().signal): DriverCall => ({
  signal,
  log: { info: () => undefined, warn: () => undefined },
});
