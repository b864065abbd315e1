import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  DriverCall,
  DriverRequest,
  ImportPlan,
  Provided,
  ResourceImporter,
} from '@towpath/plugin-score-node';
import { outputsOf, toChange, toProvided } from './answers';
import { compare } from './database/compare';
import { lookAtForeign } from './database/foreign';
import { checkExtensions } from './database/inside';
import { look, type Seen } from './database/look';
import { provide } from './database/provide';
import {
  changesOf,
  claim,
  findAll,
  giveInside,
  givePublic,
  notesOf,
  type Findings,
} from './database/takeOver';
import { readState } from './DatabaseState';
import { Session, type SessionOptions } from './server/Session';
import { withLock } from './server/withLock';
import type { DatabaseSettings } from './settings/DatabaseSettings';
import { newDatabaseName } from './settings/names';
import type { OwnDatabases } from './settings/ownDatabases';

interface Parts {
  /** Why no database can be on the server of this name, if so. */
  whyNotServer(name: string): string | undefined;
  /** What is to be, and where. */
  begin(
    request: DriverRequest,
    call: DriverCall,
  ): { options: SessionOptions; settings: DatabaseSettings };
  own: OwnDatabases;
}

/** What an entry says. */
type What = { server: string; database: string };

const FIELDS = ['server', 'database'];

/** Makes a resource of a database that somebody has made by hand on a configured server. */
export class PostgresImporter implements ResourceImporter {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  check(what: JsonObject): string[] {
    const { server } = what;
    const strangers = Object.keys(what)
      .filter(name => !FIELDS.includes(name))
      .map(name => `${name} is not known: there are ${FIELDS.join(', ')}`);
    const missing = FIELDS.filter(
      name => typeof what[name] !== 'string' || what[name] === '',
    ).map(
      name =>
        `${name} is ${JSON.stringify(what[name]) ?? 'missing'}: write ${
          name === 'server'
            ? 'the name of a server under score.postgres.servers'
            : 'the name of the database'
        }`,
    );
    const why =
      typeof server === 'string' && server
        ? this.#parts.whyNotServer(server)
        : undefined;
    return [...strangers, ...missing, ...(why ? [why] : [])];
  }

  nameOf(what: JsonObject): string {
    const { server, database } = what as What;
    return `database ${database} on ${server}`;
  }

  async plan(
    request: DriverRequest,
    what: JsonObject,
    call: DriverCall,
  ): Promise<ImportPlan> {
    const { options, settings } = this.#begin(request, what, call);
    return Session.use(options, async session => {
      const { findings, seen } = await this.#find(session, options, {
        ...{ request, what },
      });
      await checkExtensions(session, settings.extensions);
      const changes = findings.foreign.isTaken
        ? await differences(options, seen, settings)
        : changesOf(findings, seen.mark);
      const outputs = outputsOf(options.server, findings);
      return { changes, outputs, notes: notesOf(findings) };
    });
  }

  take(
    request: DriverRequest,
    what: JsonObject,
    call: DriverCall,
  ): Promise<Provided> {
    const { options, settings } = this.#begin(request, what, call);
    const { id } = request.resource;
    return withLock(options, id, async session => {
      await this.#lockDatabase(session, what);
      const { findings, seen } = await this.#find(session, options, {
        ...{ request, what },
      });
      const { foreign, names } = findings;
      const guests = findings.guests.map(({ name }) => name);
      if (!foreign.isTaken) {
        await claim(session, findings, seen.mark);
        call.log.info(`The database "${foreign.name}" is of the resource now`);
      }
      await givePublic(options, findings);
      const known = request.state ? readState(request.state) : undefined;
      const ready = await provide(
        session,
        options,
        () => look(session, id, newDatabaseName(request)),
        {
          ...settings,
          login: known?.login ?? 'a',
          stamp: known?.stamp,
          guests,
        },
      );
      await giveInside(options, names);
      return toProvided(options.server, ready, { guests });
    });
  }

  async #find(
    session: Session,
    options: SessionOptions,
    { request, what }: { request: DriverRequest; what: JsonObject },
  ): Promise<{ findings: Findings; seen: Seen }> {
    const { id } = request.resource;
    const foreign = await lookAtForeign(session, (what as What).database, {
      resourceId: id,
      own: { ...this.#parts.own, names: ownNames(this.#parts.own, options) },
    });
    const seen = await look(session, id, newDatabaseName(request));
    return { findings: await findAll(session, options, foreign, seen), seen };
  }

  /** Nobody else takes it until the session ends, in whichever portal. */
  async #lockDatabase(session: Session, what: JsonObject): Promise<void> {
    await session.rows(
      'select pg_advisory_lock(hashtextextended($1::text, 0))',
      [`towpath takes ${(what as What).database}`],
    );
  }

  /** @throws ConflictError where the definition provides on another server */
  #begin(request: DriverRequest, what: JsonObject, call: DriverCall) {
    const begun = this.#parts.begin(request, call);
    const { server } = what as What;
    if (server === begun.settings.server) return begun;
    throw new ConflictError(
      `The entry names a database on "${server}", and the definition provides on "${begun.settings.server}": name it on that one, or have the definition match there provide on "${server}"`,
    );
  }
}

/** Where the provisioning role connects to is not for workloads. */
function ownNames({ names }: OwnDatabases, { server }: SessionOptions) {
  return [...names, server.database];
}

async function differences(
  options: SessionOptions,
  seen: Seen,
  settings: DatabaseSettings,
) {
  const found = await compare(options, seen, {
    ...settings,
    login: 'a',
    newPassword: { verifier: '', stamp: '' },
  });
  return found.map(toChange);
}
