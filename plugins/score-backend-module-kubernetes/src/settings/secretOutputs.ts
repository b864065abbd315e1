import { randomBytes } from 'node:crypto';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isMap,
  problemsOfOutputs,
  shown,
  strangersIn,
  type IsOpen,
} from './reading';

const SHORTEST = 8;
const LONGEST = 128;
/** 24 random bytes. */
const USUAL = 32;

/** What is wrong with `settings.secretOutputs`, one sentence each. */
export function problemsOfSecretOutputs(
  value: JsonValue | undefined,
  isOpen: IsOpen,
): string[] {
  const path = 'settings.secretOutputs';
  const problems = problemsOfOutputs(value, path, isOpen);
  if (problems.length > 0 || !isMap(value)) return problems;
  return Object.entries(value).flatMap(([name, wanted]) =>
    problemsOfWanted(wanted, `${path}.${name}`, isOpen),
  );
}

function problemsOfWanted(
  wanted: unknown,
  path: string,
  isOpen: IsOpen,
): string[] {
  if (isOpen(wanted)) return [];
  if (!isMap(wanted)) {
    return [
      `${path} is ${shown(
        wanted,
      )}: give {}, or { length: ${USUAL} }. The driver makes the value`,
    ];
  }
  const { length = USUAL } = wanted;
  const fits =
    Number.isInteger(length) &&
    Number(length) >= SHORTEST &&
    Number(length) <= LONGEST;
  return [
    ...strangersIn(wanted, ['length'], path),
    ...(fits || isOpen(length)
      ? []
      : [
          `${path}.length is ${shown(
            length,
          )}: give a whole number of characters from ${SHORTEST} to ${LONGEST}`,
        ]),
  ];
}

/** A new secret for each name that has none yet. */
export function makeSecrets(
  wanted: JsonObject,
  made: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted)
      .filter(([name]) => !made.includes(name))
      .map(([name, how]) => [
        name,
        randomText(isMap(how) ? Number(how.length ?? USUAL) : USUAL),
      ]),
  );
}

/** So many of A-Z, a-z, 0-9, "-" and "_", six random bits each. */
function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}
