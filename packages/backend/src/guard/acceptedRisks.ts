import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { asObject, membersAt } from './values';

const KEY = 'towpath.acceptRisks';
const SHORTEST_REASON = 10;

/** A setting that a company starts with although the guard refuses it, and why. */
export interface AcceptedRisk {
  /** The key as the guard names it, as `auth.providers.google`. */
  key: string;
  reason: string;
}

/**
 * Reads `towpath.acceptRisks`.
 * @throws InputError that names the entry without a key or a reason
 */
export function readAcceptedRisks(config: Config): AcceptedRisk[] {
  return membersAt(config, KEY).map(({ key: at, value }) => ({
    key: readText(value, at, 'key', 1),
    reason: readText(value, at, 'reason', SHORTEST_REASON),
  }));
}

function readText(
  entry: JsonValue,
  at: string,
  name: string,
  shortest: number,
): string {
  const text = asObject(entry)[name];
  if (typeof text === 'string' && text.trim().length >= shortest) return text;
  throw new InputError(
    `${at}.${name} is missing or too short; write { key: <as the guard names it>, reason: <why, in ${SHORTEST_REASON} letters or more> }`,
  );
}
