import { isObject } from '../../json/read';
import { expressionsIn } from '../expressions';
import { findLine } from '../findLine';
import type { Finding, ModuleFile, Rules } from '../types';
import { remedy } from './remedy';

const NAME = /(?<![\w.-])((?:core::)?(?:templatefile|file[a-z0-9]*))/g;
/** Comments may stand between a name and its parenthesis. */
const GAP = /^(?:\s|\/\*(?:[^*]|\*(?!\/))*\*\/|(?:#|\/\/)[^\n]*\n)*/;
/** How far is looked for that parenthesis. */
const NEAR = 200;
const LONGEST_PATH = 1000;

/** A whole argument that is `path.module`, `"${path.module}/…"`, or a text that begins at no other place. */
const PATH =
  /^\s*(?:path\.(?:module|root)|"\$\{\s*path\.(?:module|root)\s*\}(?:\/[^"]*)?"|"(?![/~$%])[^"]*")(?=\s*[,)])/;
/** What a fileset looks for below its path. */
const PATTERN = /^\s*,\s*("[^"$%]*")(?=\s*[,)])/;

/**
 * Functions that read files by another way than from the folder of the module: they would show settings of the portal
 * and states of others. What is put together when it runs is not seen here.
 */
export function findFileReads(file: ModuleFile, rules: Rules): Finding[] {
  return toFindings(file, textsIn(file.body), rules);
}

/** The same in what may be a template, which has these functions too. */
export function findTemplateReads(
  file: Pick<ModuleFile, 'name' | 'text'>,
  rules: Rules,
): Finding[] {
  return toFindings(file, [file.text], rules);
}

function toFindings(
  file: Pick<ModuleFile, 'name' | 'text'>,
  templates: string[],
  rules: Rules,
): Finding[] {
  if (rules.files) return [];
  const names = templates.flatMap(expressionsIn).flatMap(callsIn);
  return [...new Set(names)].map(name => toFinding(file, name, rules));
}

function callsIn(expression: string): string[] {
  return [...expression.matchAll(NAME)].flatMap(({ 0: name, index }) => {
    const argument = argumentOf(expression, index + name.length);
    return argument === undefined || isOwn(name, argument) ? [] : [name];
  });
}

/** What a call begins with; undefined where a name is not called, and nothing where a comment is too long to be sure. */
function argumentOf(expression: string, from: number): string | undefined {
  const near = expression.slice(from, from + NEAR);
  const [gap] = GAP.exec(near)!;
  const next = near.slice(gap.length);
  if (next.startsWith('(')) return expression.slice(from + gap.length + 1);
  const isLong = near.length === NEAR && /^(?:$|#|\/[/*])/.test(next);
  return isLong ? '' : undefined;
}

function isOwn(name: string, argument: string): boolean {
  const [path] = PATH.exec(argument) ?? [];
  if (path === undefined || leadsOut(path)) return false;
  if (!name.endsWith('fileset')) return true;
  const [, pattern] = PATTERN.exec(argument.slice(path.length)) ?? [];
  return pattern !== undefined && !/\.\.|\\/.test(pattern);
}

/** Nothing that is put together counts as a way to write `..`, nor what only git writes. */
function leadsOut(path: string): boolean {
  if (path.length > LONGEST_PATH || /\\|%\{/.test(path)) return true;
  const parts = path.replace(/\$\{[^}]*\}|"/g, '').split('/');
  return parts.some(part => ['..', '.git'].includes(part.trim()));
}

function toFinding(
  { name, text }: Pick<ModuleFile, 'name' | 'text'>,
  what: string,
  rules: Rules,
): Finding {
  return {
    file: name,
    line: findLine(text, what, '('),
    rule: 'files',
    words: `${what}() reads a file that may lie outside of the module. ${remedy(
      'Write its whole path as "${path.module}/…" with neither quotes nor ".." in it, or',
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
