import fs from 'node:fs';
import { InputError } from '@backstage/errors';
import {
  findBranches,
  readFetched,
  readInstalled,
  type FetchedModule,
} from './fetchedModules';
import { judgeTree } from './judgeTree';
import { ModuleTree } from './ModuleTree';
import { readModuleSource } from './moduleSource';
import { refuseProvider } from './rules/findProviders';
import { rulesFor } from './rulesFor';
import type { Finding, Rules, TrustPolicy } from './types';

const MOST_TOLD = 10;

/** A module that is about to run. */
export interface TrustedModule {
  /** Folder of the root module. */
  folder: string;
  /** Where it comes from, as the platform knows it: `platform:NAME`, `https://…//folder`, `acme/network/aws`, `archive`. */
  origin: string;
  policy: TrustPolicy;
  /** The file that the platform itself has put beside it. */
  except?: string;
}

/**
 * Reads a module before anything of it runs.
 *
 * @returns what it is warned of
 * @throws InputError that names every file, the rule it breaks, and what to do
 */
export async function requireTrusted(module: TrustedModule): Promise<string[]> {
  const { folder, origin, policy, except } = module;
  const rules = rulesFor(policy, [origin]);
  const { findings } = await judgeTree(
    new ModuleTree(folder, '', except),
    rules,
  );
  return conclude(findings);
}

/**
 * Reads what `init` has brought before any of it runs: modules by the rules of where they come from, and providers.
 *
 * @param data - where `init` put it
 * @throws InputError as requireTrusted
 */
export async function requireFetchedTrusted(
  module: TrustedModule,
  data: string,
): Promise<string[]> {
  const { folder, origin, policy, except } = module;
  const fetched = readFetched(data, folder);
  const own = rulesFor(policy, [origin]);
  const root = await judgeTree(new ModuleTree(folder, '', except), own);
  const seen = new Set(root.folders);
  const again = root.findings.filter(one => !one.warning);
  const findings = [...again, ...findBranches(fetched)];
  const rules = [own];
  for (const one of fetched) {
    const from = originOf(one);
    if (from === undefined) continue;
    rules.push(rulesFor(policy, [from, origin]));
    const told = `the module "${one.key}": `;
    const tree = new ModuleTree(one.root, told);
    const start = fs.realpathSync(one.folder);
    const judged = await judgeTree(tree, rules.at(-1)!, start);
    findings.push(...judged.findings);
    judged.folders.forEach(each => seen.add(each));
  }
  return conclude([
    ...findings,
    ...findUnread(fetched, seen),
    ...findInstalled(data, rules),
  ]);
}

/** Undefined for one that lies within another. */
function originOf({ source }: FetchedModule): string | undefined {
  const read = readModuleSource(source);
  if (read.kind === 'local') return undefined;
  if (read.kind === 'refused') return source;
  return read.folder ? `${read.address}//${read.folder}` : read.address;
}

function findUnread(fetched: FetchedModule[], seen: Set<string>): Finding[] {
  return fetched
    .filter(one => !seen.has(fs.realpathSync(one.folder)))
    .map(one => ({
      file: `the module "${one.key}"`,
      rule: 'understood',
      words: 'Terraform reads it, and the portal did not find who calls it',
    }));
}

/** What one of the modules may use is used by one of them. */
function findInstalled(data: string, rules: Rules[]): Finding[] {
  return readInstalled(data).flatMap(source => {
    const refusals = rules.map(each => refuseProvider(source, each));
    const [first] = refusals;
    if (first === undefined || refusals.includes(undefined)) return [];
    return [{ file: 'what init brought', rule: 'providers', words: first }];
  });
}

function conclude(findings: Finding[]): string[] {
  const refused = findings.filter(one => !one.warning);
  const warned = findings.filter(one => one.warning);
  if (refused.length === 0) return tellFirst(warned);
  throw new InputError(
    ['The module may not run here:', ...tellFirst(refused)].join('\n'),
  );
}

function tellFirst(findings: Finding[]): string[] {
  const more = findings.length - MOST_TOLD;
  return [
    ...findings.slice(0, MOST_TOLD).map(tell),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}

function tell({ file, line, rule, words }: Finding): string {
  const at = line?.();
  const place = at === undefined ? file : `${file}:${at}`;
  return `${place}: ${words} (rule: ${rule})`;
}
