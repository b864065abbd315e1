import { randomBytes } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isMap,
  problemsOfOutputs,
  shown,
  strangersIn,
  type IsOpen,
} from '@towpath/plugin-score-node';

const SHORTEST = 8;
const LONGEST = 128;
/** 24 random bytes. */
const USUAL = 32;
/** Another secret output, within the text of one. */
const REFERENCE = /\$\(([^)]*)\)/g;

/** What is wrong with `settings.secretOutputs`, one sentence each. */
export function problemsOfSecretOutputs(
  value: JsonValue | undefined,
  isOpen: IsOpen,
): string[] {
  const path = 'settings.secretOutputs';
  const problems = problemsOfOutputs(value, path, isOpen);
  if (problems.length > 0 || !isMap(value)) return problems;
  return Object.entries(value).flatMap(([name, wanted]) =>
    isMap(wanted) && 'text' in wanted
      ? problemsOfText(wanted, `${path}.${name}`, value, isOpen)
      : problemsOfWanted(wanted, `${path}.${name}`, isOpen),
  );
}

/** A secret that is put together of others, such as a connection string. */
function problemsOfText(
  wanted: Record<string, unknown>,
  path: string,
  all: Record<string, unknown>,
  isOpen: IsOpen,
): string[] {
  const { text } = wanted;
  const strangers = strangersIn(wanted, ['text'], path);
  if (typeof text !== 'string') {
    return [
      ...strangers,
      `${path}.text is ${shown(
        text,
      )}: give a text with $(name) for another secret output`,
    ];
  }
  const names = namesIn(text);
  const made = Object.keys(all).filter(name => !textOf(all[name]));
  return [
    ...strangers,
    ...(names.length === 0 && !isOpen(text)
      ? [
          `${path}.text takes no other secret, and would be one that everybody who reads the definition knows: write $(name)`,
        ]
      : []),
    ...names
      .filter(name => !made.includes(name))
      .map(
        name =>
          `${path}.text takes $(${name}), which the driver does not make: it makes ${
            made.join(', ') || 'none'
          }`,
      ),
  ];
}

function namesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, name]) => name);
}

function textOf(wanted: unknown): string | undefined {
  return isMap(wanted) && typeof wanted.text === 'string'
    ? wanted.text
    : undefined;
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
      )}: give {}, { length: ${USUAL} } or { text: … }. The driver makes the value`,
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

/**
 * A new secret for each name that has none yet.
 *
 * @throws InputError when one takes another that was made earlier: its value is sealed, and the driver cannot read it
 */
export function makeSecrets(
  wanted: JsonObject,
  made: readonly string[],
): Record<string, string> {
  const missing = Object.entries(wanted).filter(
    ([name]) => !made.includes(name),
  );
  const random = Object.fromEntries(
    missing
      .filter(([, how]) => textOf(how) === undefined)
      .map(([name, how]) => [
        name,
        randomText(isMap(how) ? Number(how.length ?? USUAL) : USUAL),
      ]),
  );
  const texts = missing.flatMap(([name, how]) => {
    const text = textOf(how);
    return text === undefined ? [] : [[name, putTogether(name, text, random)]];
  });
  return { ...random, ...Object.fromEntries(texts) };
}

function putTogether(
  name: string,
  text: string,
  secrets: Record<string, string>,
): string {
  return text.replace(REFERENCE, (_, other: string) => {
    if (Object.hasOwn(secrets, other)) return secrets[other];
    throw new InputError(
      `settings.secretOutputs.${name} takes $(${other}), which was made before and is sealed: give ${name} another secret of its own, or the resource another id`,
    );
  });
}

/** So many of A-Z, a-z, 0-9, "-" and "_", six random bits each. */
function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}
