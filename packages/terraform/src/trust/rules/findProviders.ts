import type { JsonObject, JsonValue } from '@backstage/types';
import { member, readObject, readText } from '../../json/read';
import { blocksOf } from '../blocks';
import { findLine } from '../findLine';
import { matchesAny } from '../patterns';
import {
  BUILT_IN,
  EXTERNAL,
  readProviderAddress,
  readProviderPatterns,
} from '../providerAddress';
import type { Finding, ModuleFile, Rules } from '../types';
import { readings } from './findPrograms';
import { remedy } from './remedy';

const REQUIREMENT = ['source', 'version', 'configuration_aliases', '//'];

/** A provider that a module needs, and where it says so. */
interface Needed {
  source: string;
  file: ModuleFile;
  /** By which its line is found. */
  words: string[];
}

/** Providers of a module, all its files together, that are not on the list. */
export function findProviders(files: ModuleFile[], rules: Rules): Finding[] {
  const required = files.flatMap(requiredIn);
  const sources = new Map<string, string[]>();
  for (const { name, source } of required) {
    sources.set(name, [...(sources.get(name) ?? []), source]);
  }
  const used = files.flatMap(file =>
    namesUsedIn(file).map(({ name, words }) =>
      (sources.get(name) ?? [name]).map(source => ({ source, file, words })),
    ),
  );
  const first = new Map<string, Finding>();
  for (const one of [...required, ...used.flat()]) {
    const found = judge(one, rules);
    // Said once, where it is first needed.
    if (found && !first.has(found.words)) first.set(found.words, found);
  }
  return [...first.values()];
}

/** @returns why a provider may not run; undefined when it may */
export function refuseProvider(
  source: string,
  rules: Rules,
): string | undefined {
  const address = readProviderAddress(source);
  if (address === BUILT_IN || source === 'terraform') return undefined;
  if (address === undefined) {
    return `the provider "${source}" has no address that could be on a list. Write its source as namespace/name`;
  }
  const isListed = matchesAny(readProviderPatterns(rules.providers), address);
  if (isListed && (address !== EXTERNAL || rules.externalData)) {
    return undefined;
  }
  if (isListed) {
    return `the provider "${address}" runs programs. ${remedy(
      'Do without it, or',
      'externalData: true',
      rules,
    )}`;
  }
  return `the provider "${address}" is not on the list of the platform${listOf(
    rules.providers,
  )}. ${remedy(
    'Use one of those, or have the platform team add it to terraform.trust.providers, or',
    `providers: ["${address}"]`,
    rules,
  )}`;
}

function judge({ source, file, words }: Needed, rules: Rules) {
  const refusal = refuseProvider(source, rules);
  if (refusal === undefined) return undefined;
  const line = findLine(file.text, ...words);
  return { file: file.name, line, rule: 'providers', words: refusal };
}

function requiredIn(file: ModuleFile): (Needed & { name: string })[] {
  return blocksOf(file.body, 'terraform', 0)
    .flatMap(one => blocksOf(one.body, 'required_providers', 0))
    .flatMap(one => Object.entries(one.body))
    .filter(([name]) => name !== '//')
    .map(([name, said]) => {
      const source = sourceOf(said) ?? name;
      return { name, source, file, words: [name] };
    });
}

/** What is no text that stands there as it is has no address, and is refused for it. */
function sourceOf(said: JsonValue | undefined): string | undefined {
  if (typeof said === 'string') return said.includes('${') ? '?' : undefined;
  const names = Object.keys(readObject(said));
  // A name in parentheses is the name that it comes to.
  if (names.some(name => !REQUIREMENT.includes(name))) return '?';
  const source = member(said, 'source');
  return source === undefined ? undefined : readText(source) ?? '?';
}

/** Local names of providers that blocks of a file need without saying so elsewhere. */
function namesUsedIn(file: ModuleFile) {
  const blocks = [
    ...blocksOf(file.body, 'resource', 2),
    ...blocksOf(file.body, 'action', 2),
    ...readings(file),
  ];
  const implied = blocks.map(({ labels, body }) => ({
    name: chosen(body) ?? labels[0].split('_')[0],
    words: labels,
  }));
  const configured = blocksOf(file.body, 'provider', 1).map(one => ({
    name: one.labels[0],
    words: ['provider', one.labels[0]],
  }));
  const imported = blocksOf(file.body, 'import', 0).flatMap(({ body }) => {
    const name = chosen(body);
    return name === undefined ? [] : [{ name, words: ['provider', name] }];
  });
  return [...implied, ...configured, ...imported];
}

/** The provider that a block names: `aws.west`, as an expression or a text. */
function chosen(body: JsonObject): string | undefined {
  const said = member(body, 'provider');
  if (said === undefined) return undefined;
  const [, name = '?'] =
    /^(?:\$\{)?\s*([\w-]+)/.exec(readText(said) ?? '') ?? [];
  return name;
}

function listOf(patterns: string[]): string {
  return patterns.length > 0 ? ` (${patterns.join(', ')})` : ', which is empty';
}
