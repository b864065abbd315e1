import { isObject } from '../../json/read';
import { findLine } from '../findLine';
import type { Finding, ModuleFile, Rules } from '../types';
import { remedy } from './remedy';

/** Comments may stand between a name and its parenthesis. */
const CALL =
  /(?<![\w.-])((?:core::)?(?:templatefile|file[a-z0-9]*))(?:\s|\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*\n)*\(\s*/g;
const EXPRESSION = /[$%]\{/;
/** `"${path.module}/…"`, `path.module`, and a text that leads nowhere else. */
const OWN =
  /^(?:"\$\{\s*path\.(?:module|root)\s*\}["/]|path\.(?:module|root)\b|"(?![/~$%\\])[^"\\]*")/;
const ABOVE = /(?:^|[/"}])\.\.(?:[/"$]|$)|\\/;

/**
 * Functions that read files by another way than from the folder of the module: they would show settings of the portal
 * and states of others. What is put together when it runs is not seen here.
 */
export function findFileReads(file: ModuleFile, rules: Rules): Finding[] {
  if (rules.files) return [];
  return textsIn(file.body)
    .filter(text => EXPRESSION.test(text))
    .flatMap(callsIn)
    .map(name => toFinding(file, name, rules));
}

/** The same in a template, which has all functions too. */
export function findTemplateReads(
  file: { name: string; text: string },
  rules: Rules,
): Finding[] {
  if (rules.files) return [];
  const parts = file.text.split(EXPRESSION).slice(1);
  return parts
    .flatMap(part => callsIn(part.split('}')[0]))
    .map(name => toFinding(file, name, rules));
}

function callsIn(text: string): string[] {
  return [...text.matchAll(CALL)]
    .filter(found => !isOwn(text.slice(found.index + found[0].length)))
    .map(([, name]) => name);
}

function isOwn(argument: string): boolean {
  return OWN.test(argument) && !ABOVE.test(argument.split(')')[0]);
}

function toFinding(
  { name, text }: { name: string; text: string },
  what: string,
  rules: Rules,
): Finding {
  return {
    file: name,
    line: findLine(text, new RegExp(`${what}\\s*\\(`)),
    rule: 'files',
    words: `${what}() reads a file that may lie outside of the module. ${remedy(
      'Write its path as "${path.module}/…", or',
      'files: true',
      rules,
    )}`,
  };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)]);
}
