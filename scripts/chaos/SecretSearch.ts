import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const MOST_BYTES = 1 << 29;
/** Programs of PostgreSQL. */
const LEFT_OUT = ['server'];

/** Looks for secrets in all that a portal and its neighbours have written. */
export class SecretSearch {
  readonly #secrets: readonly string[];
  /** What must be found, or the search looks at nothing. */
  readonly #known: string;
  readonly #places: { place: string; bytes: Buffer }[] = [];

  constructor(secrets: Iterable<string>, known: string) {
    this.#secrets = [...secrets];
    this.#known = known;
  }

  /** Every row of every table that this server has, as text. */
  async addTables(url: string): Promise<void> {
    const names = await select<{ datname: string }>(
      url,
      'select datname from pg_database where not datistemplate',
    );
    for (const { datname } of names) {
      const address = new URL(url);
      address.pathname = `/${datname}`;
      const tables = await select<{ name: string }>(
        address.href,
        `select format('%I.%I', schemaname, tablename) as name from pg_tables
         where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of tables) {
        const rows = await select<{ row: string }>(
          address.href,
          `select t::text as row from ${name} t`,
        );
        const text = rows.map(({ row }) => row).join('\n');
        this.#add(`table ${datname}/${name}`, Buffer.from(text));
      }
    }
  }

  /** Every object of each bare repository in the folder, whether something still leads to it or not. */
  async addRepositories(folder: string): Promise<void> {
    for (const name of fs.readdirSync(folder)) {
      const { stdout } = await promisify(execFile)(
        'git',
        [
          ...['-c', 'safe.directory=*', 'cat-file'],
          ...['--batch-all-objects', '--batch', '--buffer'],
        ],
        {
          cwd: path.join(folder, name),
          encoding: 'buffer',
          maxBuffer: MOST_BYTES,
        },
      );
      this.#add(`repository ${name}`, stdout);
    }
  }

  /** Every file as it is on the disk: logs, working copies, what the servers store. */
  addFiles(folder: string): void {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory() && !LEFT_OUT.includes(entry.name)) {
        this.addFiles(file);
      } else if (entry.isFile()) {
        this.#add(`file ${file}`, fs.readFileSync(file));
      }
    }
  }

  /** Where secrets are, without saying which. */
  get findings(): string[] {
    const places = this.#places
      .filter(({ bytes }) => this.#secrets.some(one => bytes.includes(one)))
      .map(({ place }) => `a password is in clear in ${place}`);
    const isLooking = (kind: string) =>
      this.#places.some(
        ({ place, bytes }) =>
          place.startsWith(kind) && bytes.includes(this.#known),
      );
    const blind = ['table', 'repository', 'file'].filter(
      kind => !isLooking(kind),
    );
    return [
      ...places,
      ...blind.map(kind => `no ${kind} that was searched has ${this.#known}`),
    ];
  }

  #add(place: string, bytes: Buffer): void {
    this.#places.push({ place, bytes });
  }
}

async function select<Row extends object>(
  connectionString: string,
  text: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
