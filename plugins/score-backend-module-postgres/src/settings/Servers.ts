import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** A shared server, as the configuration has it. */
export interface ServerSettings {
  name: string;
  host: string;
  port: number;
  user: string;
  password: string;
  /** Which one the provisioning role connects to. */
  database: string;
  /** False without encryption. */
  ssl: false | { ca?: string };
  /** What workloads are told. */
  advertised: { host: string; port: number };
  keepForDays: number;
}

const KEY = 'score.postgres.servers';
const KEEP_FOR_DAYS = 30;

function readSsl(config: Config): ServerSettings['ssl'] {
  if (!config.getOptionalBoolean('ssl')) return false;
  const caFile = config.getOptionalString('caFile');
  return caFile ? { ca: readFileSync(caFile, 'utf8') } : {};
}

function readKeepForDays(config: Config): number {
  const days = config.getOptionalNumber('keepForDays') ?? KEEP_FOR_DAYS;
  if (Number.isInteger(days) && days >= 1) return days;
  throw new Error(`keepForDays is ${days}: give a whole number from 1`);
}

function readServer(name: string, config: Config): ServerSettings {
  const host = config.getString('host');
  const port = config.getOptionalNumber('port') ?? 5432;
  return {
    name,
    host,
    port,
    user: config.getString('user'),
    password: config.getString('password'),
    database: config.getOptionalString('database') ?? 'postgres',
    ssl: readSsl(config),
    advertised: {
      host: config.getOptionalString('advertisedHost') ?? host,
      port: config.getOptionalNumber('advertisedPort') ?? port,
    },
    keepForDays: readKeepForDays(config),
  };
}

/** The shared servers by their names. */
export class Servers {
  readonly #servers = new Map<string, ServerSettings>();
  readonly #problems = new Map<string, string>();

  static read(config: Config): Servers {
    const servers = new Servers();
    const all = config.getOptionalConfig(KEY);
    for (const name of all?.keys() ?? []) {
      try {
        servers.#servers.set(name, readServer(name, all!.getConfig(name)));
      } catch (error) {
        servers.#problems.set(name, (error as Error).message);
      }
    }
    return servers;
  }

  /** Why a server cannot be used, one sentence each. */
  get problems(): string[] {
    return [...this.#problems].map(
      ([name, problem]) => `${KEY}.${name} cannot be used: ${problem}`,
    );
  }

  /** Why resources cannot be on the server of this name, if so. */
  whyNot(name: string): string | undefined {
    if (this.#servers.has(name)) return undefined;
    const problem = this.#problems.get(name);
    if (problem) return `${KEY}.${name} cannot be used: ${problem}`;
    const known = [...this.#servers.keys()].join(', ') || 'none';
    return `settings.server is "${name}", and ${KEY} has no such server: it has ${known}`;
  }

  /** @throws InputError when there is none of that name */
  get(name: string): ServerSettings {
    const problem = this.whyNot(name);
    if (problem) throw new InputError(problem);
    return this.#servers.get(name)!;
  }
}
