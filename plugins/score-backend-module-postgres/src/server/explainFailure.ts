import {
  InputError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { ServerSettings } from '../settings/Servers';

/** SQLSTATE, where the server has said one. */
export function codeOf(error: unknown): string | undefined {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  return cause ? codeOf(cause) : undefined;
}

const FORBIDDEN = '42501';
const LOGIN_REFUSED = ['28000', '28P01', '3D000'];
const SQLSTATE = /^[0-9A-Z]{5}$/;
// Connections, resources, operators, and its own insides: none of them says anything about what was asked.
const AWAY = /^(08|53|57|58|XX|F0)/;

const rightsOf = ({ name, user }: ServerSettings) =>
  `the user "${user}" of score.postgres.servers.${name} lacks a right. docs/how-to/databases-for-services.md has those that it needs`;

/** In words, and of the kind that says whether to come again: see `ResourceDriver`. */
export function explainFailure(error: unknown, server: ServerSettings): Error {
  const { name, host, port } = server;
  const words = isError(error) ? error.message : String(error);
  const code = codeOf(error) ?? '';
  if (code === FORBIDDEN) {
    return new InputError(
      `PostgreSQL says "${words}": ${rightsOf(server)}`,
      error,
    );
  }
  if (LOGIN_REFUSED.includes(code)) {
    return new ServiceUnavailableError(
      `The PostgreSQL server "${name}" lets nobody in as score.postgres.servers.${name} says: ${words}`,
      error,
    );
  }
  if (!SQLSTATE.test(code) || AWAY.test(code)) {
    return new ServiceUnavailableError(
      `The PostgreSQL server "${name}" (${host}:${port}) could not be asked: ${words}`,
      error,
    );
  }
  return new Error(`The PostgreSQL server "${name}" says: ${words}`, {
    cause: error,
  });
}
