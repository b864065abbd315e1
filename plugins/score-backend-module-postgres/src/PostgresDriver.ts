import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  isExpression,
  neverOpen,
  type Destroyed,
  type DriverCall,
  type DriverPlan,
  type DriverRequest,
  type IsOpen,
  type Observation,
  type Provided,
  type ResourceDriver,
} from '@towpath/plugin-score-node';
import {
  changesOfNew,
  keptAs,
  outputsOf,
  toChange,
  toProvided,
} from './answers';
import { compare } from './database/compare';
import type { Difference } from './database/differences';
import { checkExtensions } from './database/inside';
import { look, type Seen } from './database/look';
import { provide } from './database/provide';
import { bringBack, dropKept, dropRoles, putAway } from './database/takeAway';
import {
  readKept,
  readState,
  type AcceptedLimits,
  type KeptState,
} from './DatabaseState';
import { PostgresImporter } from './PostgresImporter';
import { Session, type Patience, type SessionOptions } from './server/Session';
import { withLock } from './server/withLock';
import {
  problemsOf,
  withDefaults,
  type DatabaseSettings,
} from './settings/DatabaseSettings';
import { newDatabaseName, type Login } from './settings/names';
import type { OwnDatabases } from './settings/ownDatabases';
import type { Servers, ServerSettings } from './settings/Servers';

const PATIENCE: Patience = { connectMs: 5_000, statementMs: 30_000 };
const OTHER: Record<Login, Login> = { a: 'b', b: 'a' };

/** Who workloads are, and which password they have, as far as that is known. */
type Known = { login: Login; stamp?: string; guests?: string[] };
const NOBODY_KNOWS: Known = { login: 'a' };

function knownOf({ state }: DriverRequest): Known {
  if (!state) return NOBODY_KNOWS;
  const { login, stamp, guests } = readState(state);
  return { login, stamp, guests };
}

/** What people have accepted, while the definition asks for what it asked for then. */
function acceptedOf(
  { state }: DriverRequest,
  { connectionLimit }: DatabaseSettings,
): AcceptedLimits | undefined {
  const limits = state && readState(state).limits;
  return limits?.insteadOf === connectionLimit ? limits : undefined;
}

function notesOfGuests({ database }: Seen, request: DriverRequest): string[] {
  const { guests = [] } = knownOf(request);
  const still = guests.filter(guest => database?.guests.includes(guest));
  return still.length > 0
    ? [
        `Who could reach it before it was taken over still can: ${still.join(
          ', ',
        )}. What a definition asks for takes nobody's access away: revoke it on the server once it is not needed`,
      ]
    : [];
}

const goneForGood = ({ kept, server }: KeptState) =>
  new InputError(
    `The server "${server}" has no database "${kept}" any more: it was dropped for good, or has another name now`,
  );

/**
 * Provides databases on shared PostgreSQL servers. Everything that belongs to a resource carries its id in a comment,
 * and is found by it.
 *
 * Outputs are `host`, `port`, `name` and `database` (the same), secrets `username` and `password`, which change together.
 */
export class PostgresDriver implements ResourceDriver {
  readonly name = 'postgres';
  readonly #servers: Servers;
  readonly #patience: Patience;
  readonly imports: PostgresImporter;

  /** @param options.own - databases that nobody takes over. */
  constructor(
    servers: Servers,
    {
      patience = PATIENCE,
      own = { names: [], prefixes: [] },
    }: { patience?: Patience; own?: OwnDatabases } = {},
  ) {
    this.#servers = servers;
    this.#patience = patience;
    this.imports = new PostgresImporter({
      whyNotServer: name => servers.whyNot(name),
      begin: (request, call) => this.#begin(request, call),
      own,
    });
  }

  checkSettings(settings: JsonObject): string[] {
    return this.#problemsOf(settings, isExpression);
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    const { options, settings } = this.#begin(request, call);
    const { seen, differences } = await this.#compare(
      request,
      options,
      settings,
    );
    const outputs = outputsOf(options.server, seen);
    const [kept] = seen.kept;
    if (!seen.database) {
      const notes = kept
        ? [
            `A deleted database is kept as "${kept}". Restoring brings it back; this makes an empty one.`,
          ]
        : [];
      return {
        action: 'create',
        changes: changesOfNew(settings, seen),
        outputs,
        notes,
      };
    }
    return {
      action: differences.length ? 'update' : 'none',
      changes: differences.map(toChange),
      outputs,
      notes: notesOfGuests(seen, request),
    };
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    return this.#provide(request, call, knownOf(request));
  }

  /** Gives workloads the other user, with a new password. The one from before stays as it is. */
  async rotate(request: DriverRequest, call: DriverCall): Promise<Provided> {
    const { login, guests } = knownOf(request);
    return this.#provide(request, call, { login: OTHER[login], guests });
  }

  async observe(
    request: DriverRequest,
    call: DriverCall,
  ): Promise<Observation> {
    const { options, settings } = this.#begin(request, call);
    const { seen, differences } = await this.#compare(
      request,
      options,
      settings,
    );
    if (!seen.database) {
      const { names, kept } = seen;
      const where = kept.length
        ? `; a deleted one is kept as "${kept[0]}"`
        : '';
      const reason = `The server "${options.server.name}" has no database "${names.database}"${where}`;
      return { status: 'missing', reason };
    }
    return differences.length
      ? { status: 'changed', differences: differences.map(toChange) }
      : { status: 'as-provided' };
  }

  /** Limits of connections can be what somebody has set. All else keeps others out, or workloads from being let in. */
  async accept(request: DriverRequest, call: DriverCall): Promise<Provided> {
    const { options, settings } = this.#begin(request, call);
    const { state } = request;
    if (!state) {
      throw new ConflictError('Nothing was provided that could be accepted');
    }
    const found = await this.#compare(request, options, settings);
    const others = found.differences.filter(({ limit }) => !limit);
    if (others.length > 0) {
      throw new ConflictError(
        `A database without what is missing or otherwise here would not be one that only its service can use: ${others
          .map(({ field }) => field)
          .join(', ')}. Plan, and it is mended`,
      );
    }
    const { limits: _before, ...rest } = readState(state);
    const limits = {
      insteadOf: settings.connectionLimit,
      of: {
        ...acceptedOf(request, settings)?.of,
        ...Object.fromEntries(
          found.differences.map(({ limit }) => [limit!.login, limit!.is]),
        ),
      },
    };
    return {
      state: { ...rest, limits },
      outputs: outputsOf(options.server, found.seen),
    };
  }

  async destroy(request: DriverRequest, call: DriverCall): Promise<Destroyed> {
    const { resource, state, settings } = request;
    const server = this.#servers.get(
      state ? readState(state).server : String(settings.server),
    );
    return this.#locked(resource.id, server, call, async session => {
      const seen = await look(session, resource.id, newDatabaseName(request));
      if (seen.database) {
        const kept = await putAway(session, seen);
        call.log.info(
          `Put the database "${seen.names.database}" away as "${kept}"`,
        );
        return keptAs(kept, resource.id, server, seen);
      }
      const [kept] = seen.kept;
      if (kept) return keptAs(kept, resource.id, server, seen);
      await dropRoles(session, seen);
      return {};
    });
  }

  async restore(
    request: DriverRequest,
    kept: JsonObject,
    call: DriverCall,
  ): Promise<Provided> {
    const copy = readKept(kept);
    if (copy.resource !== request.resource.id) {
      throw new ConflictError(
        `"${copy.kept}" was the database of the resource ${copy.resource}, not of ${request.resource.id}: restore it as that one`,
      );
    }
    const server = this.#servers.get(copy.server);
    await this.#locked(copy.resource, server, call, async session => {
      const seen = await look(session, copy.resource, copy.database);
      if (seen.kept.includes(copy.kept)) {
        await bringBack(session, seen, copy.kept);
        call.log.info(`Brought the database "${copy.kept}" back`);
      } else if (!seen.database) throw goneForGood(copy);
    });
    return this.apply(request, call);
  }

  async purge(kept: JsonObject, call: DriverCall): Promise<void> {
    const copy = readKept(kept);
    const server = this.#servers.get(copy.server);
    await this.#locked(copy.resource, server, call, async session => {
      const seen = await look(session, copy.resource, copy.database);
      const others = seen.kept.filter(name => name !== copy.kept);
      if (others.length < seen.kept.length) {
        await dropKept(session, copy.kept);
        call.log.info(`Dropped the database "${copy.kept}" for good`);
      }
      if (!seen.database && !others.length) await dropRoles(session, seen);
    });
  }

  #problemsOf(settings: JsonObject, isOpen: IsOpen): string[] {
    const problems = problemsOf(settings, isOpen);
    const { server } = settings;
    if (typeof server !== 'string' || isOpen(server)) return problems;
    const why = server && this.#servers.whyNot(server);
    return why ? [...problems, why] : problems;
  }

  async #provide(
    request: DriverRequest,
    call: DriverCall,
    known: Known,
  ): Promise<Provided> {
    const { options, settings } = this.#begin(request, call);
    const { id } = request.resource;
    const limits = acceptedOf(request, settings);
    const ready = await withLock(options, id, session =>
      provide(
        session,
        options,
        () => look(session, id, newDatabaseName(request)),
        { ...settings, ...known, acceptedLimits: limits?.of },
      ),
    );
    if (ready.password !== undefined) {
      call.log.info(
        `Set a new password for the database "${ready.seen.names.database}"`,
      );
    }
    return toProvided(options.server, ready, {
      limits,
      guests: known.guests,
    });
  }

  async #compare(
    request: DriverRequest,
    options: SessionOptions,
    settings: DatabaseSettings,
  ): Promise<{ seen: Seen; differences: Difference[] }> {
    return Session.use(options, async session => {
      const { id } = request.resource;
      const seen = await look(session, id, newDatabaseName(request));
      await checkExtensions(session, settings.extensions);
      const differences = await compare(options, seen, {
        ...settings,
        ...knownOf(request),
        acceptedLimits: acceptedOf(request, settings)?.of,
        newPassword: { verifier: '', stamp: '' },
      });
      return { seen, differences };
    });
  }

  #locked<T>(
    resourceId: string,
    server: ServerSettings,
    { signal }: DriverCall,
    work: (session: Session) => Promise<T>,
  ): Promise<T> {
    const options = { server, signal, patience: this.#patience };
    return withLock(options, resourceId, work);
  }

  /** @throws InputError and ConflictError for settings that cannot be followed */
  #begin({ settings, state }: DriverRequest, { signal }: DriverCall) {
    signal.throwIfAborted();
    // What is filled in goes into SQL: what looks like an expression now is a value, and checked as one.
    const [problem] = this.#problemsOf(settings, neverOpen);
    if (problem) throw new InputError(problem);
    const whole = withDefaults(settings);
    const is = state && readState(state).server;
    if (is !== undefined && is !== whole.server) {
      throw new ConflictError(
        `The database is on the server "${is}", and settings.server says "${whole.server}": a database does not move by itself. Leave settings.server, or delete this resource and add one with another id`,
      );
    }
    const server = this.#servers.get(whole.server);
    const options = { server, signal, patience: this.#patience };
    return { options, settings: whole };
  }
}
