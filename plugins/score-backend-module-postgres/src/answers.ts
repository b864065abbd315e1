import type { Destroyed, Provided } from '@towpath/plugin-score-node';
import type { Difference } from './database/differences';
import type { DatabaseState } from './DatabaseState';
import type { Seen } from './database/look';
import type { Ready } from './database/provide';
import type { DatabaseSettings } from './settings/DatabaseSettings';
import { deletedAt } from './settings/names';
import type { ServerSettings } from './settings/Servers';

const DAY_MS = 86_400_000;

/** What people are told of a difference. */
export const toChange = ({ field, before, after }: Difference) => ({
  field,
  before,
  after,
});

/** What there will be. */
export const changesOfNew = (
  { connectionLimit, extensions }: DatabaseSettings,
  { names }: Seen,
) => [
  { field: 'database', after: names.database },
  { field: 'connection limit', after: `${connectionLimit}` },
  ...extensions.map(name => ({ field: `extension ${name}`, after: 'there' })),
];

/** What workloads are told, all but who they are. */
export const outputsOf = (
  { advertised }: ServerSettings,
  { names }: Pick<Seen, 'names'>,
) => ({
  host: advertised.host,
  port: advertised.port,
  name: names.database,
  database: names.database,
});

/** Of a database that is as it is to be. */
export function toProvided(
  server: ServerSettings,
  { seen, login, stamp, password }: Ready,
  { limits, guests }: Pick<DatabaseState, 'limits' | 'guests'>,
): Provided {
  const username = seen.names.logins[login];
  return {
    state: {
      server: server.name,
      login,
      stamp,
      ...(limits && { limits: { ...limits } }),
      ...(guests && { guests }),
    },
    outputs: outputsOf(server, seen),
    ...(password !== undefined && { secrets: { username, password } }),
  };
}

/** Of a database that was put away. */
export function keptAs(
  kept: string,
  resource: string,
  server: ServerSettings,
  { names: { database } }: Seen,
): Destroyed {
  const since = deletedAt(kept)!.getTime();
  return {
    kept: {
      state: { server: server.name, resource, database, kept },
      restore: `Restore it here, or say to the server "${server.name}", as the user "${server.user}": alter database "${kept}" rename to "${database}"; and provide the resource again.`,
      until: new Date(since + server.keepForDays * DAY_MS).toISOString(),
    },
  };
}
