import type { Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import { readDatabasePassword } from './database';
import { findStrings } from './findStrings';
import type { UnsafeSetting } from './UnsafeSetting';

const MINIMUM_LENGTH = 24;
const REMEDY = `set a random value of its own, such as the output of: openssl rand -base64 32`;

const CREDENTIAL_REMEDY =
  'make a token or an account for the portal alone, and set what it signs in with';
const WELL_KNOWN_DEFAULT = 'is a well-known default';

const WELL_KNOWN =
  /changeme|change-me|changeit|secret|password|passw0rd|towpath|backstage|postgres|example|default|admin|development|sandbox|test|token|letmein|qwerty|12345/gi;

/** As on a keyboard, in the alphabet, and in counting. */
const ROWS =
  /(0?123456789?0?|abcdef(gh)?(ijkl)?(mnop)?(qrstuv)?(wxyz)?|qwertyuiop|asdfghjkl|zxcvbnm|deadbeef|cafebabe)/gi;

const CREDENTIAL =
  /(secret|password|passphrase|token|api_?key|private_?key|access_?key)$/i;
const FEWEST_CHARACTERS = 8;

interface Secret {
  key: string;
  value?: string;
}

/**
 * Secrets of the portal that are missing, short, well known, or used twice, and credentials for
 * other services that are well known or are secrets of the portal. Values never reach the result.
 */
export function findWeakSecrets(config: Config): UnsafeSetting[] {
  const own = readOwnSecrets(config);
  const foreign = readCredentials(config, own);
  return [
    ...own.flatMap(({ key, value }) => report(key, weaknessOf(value), REMEDY)),
    ...foreign.flatMap(({ key, value }) =>
      report(key, isWellKnown(value!) && WELL_KNOWN_DEFAULT, CREDENTIAL_REMEDY),
    ),
    ...findReused(own, foreign),
  ];
}

function report(
  key: string,
  problem: string | false | undefined,
  remedy: string,
): UnsafeSetting[] {
  return problem ? [{ key, problem, remedy }] : [];
}

/** What the portal signs in with elsewhere, whichever plugin it is for. Each says itself when it lacks one. */
function readCredentials(config: Config, own: Secret[]): Secret[] {
  return Object.entries(config.get<JsonObject>())
    .flatMap(([name, value]) => findStrings(value, name))
    .filter(({ key }) => CREDENTIAL.test(key))
    .filter(({ key }) => !own.some(secret => secret.key === key));
}

function readOwnSecrets(config: Config): Secret[] {
  const database = readDatabasePassword(config);
  return [
    {
      key: 'auth.session.secret',
      value: text(config.getOptional('auth.session.secret')),
    },
    ...readEach(config, 'backend.auth.keys', 'secret'),
    ...readExternalAccess(config),
    ...(database ? [database] : []),
  ];
}

function readEach(config: Config, listKey: string, name: string): Secret[] {
  return entriesOf(config, listKey).map((entry, i) => ({
    key: `${listKey}[${i}].${name}`,
    value: text(entry[name]),
  }));
}

function readExternalAccess(config: Config): Secret[] {
  const listKey = 'backend.auth.externalAccess';
  return entriesOf(config, listKey).flatMap(({ type, options }, i) => {
    const name = { static: 'token', legacy: 'secret' }[String(type)];
    const value = (options as JsonObject | undefined)?.[name ?? ''];
    return name
      ? [{ key: `${listKey}[${i}].options.${name}`, value: text(value) }]
      : [];
  });
}

function entriesOf(config: Config, key: string): JsonObject[] {
  const list = config.getOptional<JsonValue>(key);
  return Array.isArray(list) ? (list as JsonObject[]) : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function weaknessOf(value: string | undefined): string | undefined {
  if (value === undefined) {
    return 'is missing';
  }
  if (value.length < MINIMUM_LENGTH) {
    return `has ${value.length} characters, fewer than ${MINIMUM_LENGTH}`;
  }
  return isWellKnown(value) ? WELL_KNOWN_DEFAULT : undefined;
}

/** True when well-known words, a row of letters, or one piece repeated, make up the value. */
function isWellKnown(value: string): boolean {
  const rest = value
    .replace(WELL_KNOWN, '')
    .replace(ROWS, '')
    .replace(/[^a-z0-9]/gi, '');
  return (
    rest.length < 8 ||
    new Set(rest).size < Math.min(FEWEST_CHARACTERS, rest.length / 2) ||
    /^(.{1,12})\1+$/.test(value)
  );
}

/** Own secrets that stand in two places, whichever the second is. */
function findReused(own: Secret[], foreign: Secret[]): UnsafeSetting[] {
  return [...own, ...foreign].flatMap(({ key, value }, i) => {
    const first = own.findIndex(other => other.value === value);
    return value !== undefined && first !== -1 && first < i
      ? report(key, `is the same as ${own[first].key}`, REMEDY)
      : [];
  });
}
