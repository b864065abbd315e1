import { InputError } from '@backstage/errors';
import { stringify } from 'yaml';
import { EXTENSIONS, KEYS, PLUGINS, THEME, WITHOUT_EFFECT } from './allowed';
import { parseMkdocs, YAML_OPTIONS } from './parseMkdocs';
import { allowedIn, type Fields, isFields, type Rule } from './rules';

const CORE = 'techdocs-core';

export interface SiteSettings {
  siteName: string;
  /** Where the pages of a folder are edited, for a Git host that says so. */
  linksOf?: (docsDir: string) => { repo_url?: string; edit_uri?: string };
}

export interface RewrittenMkdocs {
  content: string;
  /** Where the pages lie, within the repository. */
  docsDir: string;
  /** Keys that were left out because they do nothing here. */
  leftOut: string[];
}

/**
 * Makes the configuration of a build anew from what is allowed in the repository's own, with the
 * portal's plugin and without fonts from elsewhere.
 *
 * @param file - its name, for messages
 * @param content - undefined when the repository has none
 * @throws InputError that names each key and option that is refused, and what is allowed there
 */
export function rewriteMkdocs(
  file: string,
  content: string | undefined,
  { siteName, linksOf = () => ({}) }: SiteSettings,
): RewrittenMkdocs {
  const given = content === undefined ? {} : parseMkdocs(file, content);
  const { theme, plugins, markdown_extensions: extensions, ...rest } = given;
  const leftOut = WITHOUT_EFFECT.filter(key => key in rest);
  for (const key of leftOut) delete rest[key];
  refuse(file, [
    ...checkKeys(rest),
    ...checkTheme(theme),
    ...checkEntries('plugins', plugins, PLUGINS),
    ...checkEntries('markdown_extensions', extensions, EXTENSIONS),
  ]);
  const docsDir = String(rest.docs_dir ?? 'docs');
  const rewritten = {
    site_name: siteName,
    ...linksOf(docsDir),
    ...rest,
    theme: { ...(isFields(theme) && theme), name: 'material', font: false },
    plugins: withCore(entriesOf(plugins)),
    markdown_extensions: entriesOf(extensions),
  };
  return {
    content: stringify(rewritten, {
      ...YAML_OPTIONS,
      aliasDuplicateObjects: false,
    }),
    docsDir,
    leftOut,
  };
}

const WHY =
  'Anybody who may push to a repository decides what is in this file, so the portal takes from it only what runs no program, reads no other files and calls no other address';
const WAY_OUT =
  'Take out what is named, or give it an allowed value, and push: the pages are built when they are opened next. What cannot do without is built by the CI of the repository, see docs/how-to/publish-docs-from-ci.md';

function refuse(file: string, reasons: string[]): void {
  if (reasons.length === 0) return;
  throw new InputError(
    [
      `${file} was refused, so these pages were not built:`,
      ...reasons.map(reason => `• ${reason}`),
      `${WHY}. ${WAY_OUT}.`,
    ].join('\n'),
  );
}

function checkKeys(rest: Fields): string[] {
  const special = { theme: 0, plugins: 0, markdown_extensions: 0 };
  return Object.entries(rest).flatMap(([key, value]) =>
    Object.hasOwn(KEYS, key)
      ? KEYS[key](value, key)
      : [`${key} is not allowed; ${allowedIn({ ...KEYS, ...special })}`],
  );
}

function checkTheme(theme: unknown): string[] {
  return typeof theme === 'string' ? [] : THEME(theme, 'theme');
}

type Entry = [name: string, options: unknown];

/** A list of names and of mappings with one name, or one mapping: MkDocs takes both. */
function readEntries(value: unknown): Entry[] | undefined {
  if (value === null || value === undefined) return [];
  if (isFields(value)) return Object.entries(value);
  if (!Array.isArray(value)) return undefined;
  const entries: Entry[] = [];
  for (const item of value) {
    if (typeof item === 'string') entries.push([item, null]);
    else if (isFields(item)) entries.push(...Object.entries(item));
    else return undefined;
  }
  return entries;
}

function entriesOf(value: unknown): (string | Fields)[] {
  return (readEntries(value) ?? []).map(([name, options]) =>
    isFields(options) && Object.keys(options).length
      ? { [name]: options }
      : name,
  );
}

const shortName = (name: string) => name.replace(/^markdown\.extensions\./, '');

function checkEntries(
  at: string,
  value: unknown,
  rules: Record<string, Rule>,
): string[] {
  const entries = readEntries(value);
  if (!entries)
    return [`${at} has to be a list of names, or of one name and its options`];
  return entries.flatMap(([name, options]) =>
    Object.hasOwn(rules, shortName(name))
      ? rules[shortName(name)](options, `${at}.${name}`)
      : [`${at}.${name} is not allowed; ${allowedIn(rules)}`],
  );
}

function withCore(plugins: (string | Fields)[]) {
  const hasCore = plugins.some(
    each => each === CORE || (isFields(each) && CORE in each),
  );
  return hasCore ? plugins : [...plugins, CORE];
}
