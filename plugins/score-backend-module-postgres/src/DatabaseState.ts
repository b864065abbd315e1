import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Login } from './settings/names';

/** What the driver answers as state. */
export interface DatabaseState {
  server: string;
  /** Which of its two users workloads have. */
  login: Login;
  /** Which password that user has. */
  stamp: string;
  /** Limits of connections that people have set by hand and accepted, as long as the definition asks for `insteadOf`. */
  limits?: AcceptedLimits;
  /** Of what was taken over: roles of before, which may still connect. */
  guests?: string[];
}

/** Limits of connections by user, -1 for none, where the definition says another. */
export interface AcceptedLimits {
  insteadOf: number;
  of: Partial<Record<Login, number>>;
}

/** What it answers of a database that it has put away. */
export interface KeptState {
  server: string;
  /** Id of the resource. */
  resource: string;
  /** What it was called. */
  database: string;
  /** What it is called now. */
  kept: string;
}

const textsOf = (from: JsonObject, fields: string[]) =>
  fields.every(field => typeof from[field] === 'string');

/** @throws InputError when it is not of this driver */
export function readState(state: JsonObject): DatabaseState {
  const { login } = state;
  if (textsOf(state, ['server', 'stamp']) && (login === 'a' || login === 'b')) {
    return state as unknown as DatabaseState;
  }
  throw new InputError(
    `The state ${JSON.stringify(
      state,
    )} is none that the driver postgres has written: apply without a state, and it finds the database`,
  );
}

/** @throws InputError when it is not of this driver */
export function readKept(kept: JsonObject): KeptState {
  if (textsOf(kept, ['server', 'resource', 'database', 'kept'])) {
    return kept as unknown as KeptState;
  }
  throw new InputError(
    `${JSON.stringify(kept)} is nothing that the driver postgres has kept`,
  );
}
