import type { JsonObject, JsonValue } from '@backstage/types';
import type { IsOpen } from '@towpath/plugin-score-node';

/** What a resource definition says about a database. */
export interface DatabaseSettings {
  /** Name of a configured server. */
  server: string;
  /** How many connections each of its two users may have at once. */
  connectionLimit: number;
  /** Extensions that it is to have. */
  extensions: string[];
  /** Those that may stand there. */
  allowedExtensions: string[];
}

const MOST_CONNECTIONS = 10_000;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isLimit = (value: unknown) =>
  Number.isInteger(value) &&
  Number(value) >= 1 &&
  Number(value) <= MOST_CONNECTIONS;

const FIELDS: Record<
  keyof DatabaseSettings,
  { takes: string; fits(value: unknown): boolean; otherwise?: JsonValue }
> = {
  server: {
    takes: 'the name of a server under score.postgres.servers',
    fits: isText,
  },
  connectionLimit: {
    takes: `a whole number from 1 to ${MOST_CONNECTIONS}`,
    fits: isLimit,
    otherwise: 20,
  },
  extensions: {
    takes: 'a list of names of extensions',
    fits: isTexts,
    otherwise: [],
  },
  allowedExtensions: {
    takes: 'a list of names of extensions',
    fits: isTexts,
    otherwise: [],
  },
};

const NAMES = Object.keys(FIELDS) as (keyof DatabaseSettings)[];

function problemsOfFields(settings: JsonObject, isOpen: IsOpen): string[] {
  return NAMES.flatMap(name => {
    const { takes, fits, otherwise } = FIELDS[name];
    const value = settings[name] ?? otherwise;
    return isOpen(value) || fits(value)
      ? []
      : [
          `settings.${name} is ${
            JSON.stringify(value) ?? 'missing'
          }: give ${takes}`,
        ];
  });
}

function problemsOfExtensions(settings: JsonObject, isOpen: IsOpen): string[] {
  const { extensions = [], allowedExtensions: allowed = [] } = settings;
  if (!isTexts(extensions) || !isTexts(allowed)) return [];
  const names = allowed as string[];
  if (names.some(isOpen)) return [];
  return (extensions as string[])
    .filter(name => !isOpen(name) && !names.includes(name))
    .map(
      name =>
        `settings.extensions has "${name}", which settings.allowedExtensions does not allow: it allows ${
          names.join(', ') || 'none'
        }`,
    );
}

/**
 * Why these settings cannot be used, one sentence each.
 *
 * @param isOpen - of which values nothing is said yet.
 */
export function problemsOf(settings: JsonObject, isOpen: IsOpen): string[] {
  const strangers = Object.keys(settings)
    .filter(name => !(NAMES as string[]).includes(name))
    .map(
      name => `settings.${name} is not known: there are ${NAMES.join(', ')}`,
    );
  return [
    ...strangers,
    ...problemsOfFields(settings, isOpen),
    ...problemsOfExtensions(settings, isOpen),
  ];
}

/** Of settings without problems: whole, with what was left out. */
export function withDefaults(settings: JsonObject): DatabaseSettings {
  const entries = NAMES.map(name => [
    name,
    settings[name] ?? FIELDS[name].otherwise,
  ]);
  return Object.fromEntries(entries);
}
