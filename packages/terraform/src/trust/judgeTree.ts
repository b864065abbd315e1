import { NotUnderstoodError } from './blocks';
import type { ModuleTree } from './ModuleTree';
import { findCalls, localCalls } from './rules/findCalls';
import { findCredentials } from './rules/findCredentials';
import { findFileReads, findTemplateReads } from './rules/findFileReads';
import { findPrograms } from './rules/findPrograms';
import { findProviders } from './rules/findProviders';
import { findProviderSettings } from './rules/findProviderSettings';
import { findSettings } from './rules/findSettings';
import type { Finding, ModuleFile, Rules } from './types';

interface Judged {
  findings: Finding[];
  /** Folders that were read. */
  folders: string[];
}

/** Reads a module and all modules within its folder that it calls, and says what may not be. */
export async function judgeTree(
  tree: ModuleTree,
  rules: Rules,
  start = tree.root,
): Promise<Judged> {
  const findings = tree.findIntruders();
  const folders = [start];
  // Those that it calls are added while it goes on.
  for (const folder of folders) {
    const { found, called } = await judgeFolder(tree, folder, rules);
    findings.push(...found);
    folders.push(...called.filter(one => !folders.includes(one)));
  }
  if (rules.files) return { findings, folders };
  const reads = tree.lookAtTemplates(one => findTemplateReads(one, rules));
  return { findings: [...findings, ...withoutKnown(reads, findings)], folders };
}

async function judgeFolder(tree: ModuleTree, folder: string, rules: Rules) {
  try {
    const files = await tree.read(folder);
    const missing: Finding[] = [];
    const called = new Set<string>();
    for (const call of localCalls(files)) {
      const found = tree.resolve(folder, call);
      if (found) called.add(found);
      else missing.push(refuseFolder(tree.nameOf(folder), call));
    }
    const found = [...missing, ...judgeFiles(files, rules)];
    return { found, called: [...called] };
  } catch (error) {
    if (!(error instanceof NotUnderstoodError)) throw error;
    const file = tree.nameOf(folder) || 'the module';
    return { found: [refuseUnread(file, error)], called: [] };
  }
}

/** A file of code may be a template too, in which the same is found again. */
function withoutKnown(more: Finding[], known: Finding[]): Finding[] {
  const keyOf = ({ file, words }: Finding) => `${file}\n${words}`;
  const keys = new Set(known.map(keyOf));
  return more.filter(one => !keys.has(keyOf(one)));
}

function judgeFiles(files: ModuleFile[], rules: Rules): Finding[] {
  return [
    ...files.flatMap(file => [
      ...findPrograms(file, rules),
      ...findProviderSettings(file, rules),
      ...findSettings(file, rules),
      ...findFileReads(file, rules),
      ...findCredentials(file),
    ]),
    ...findProviders(files, rules),
    ...findCalls(files, rules),
  ];
}

function refuseFolder(from: string, call: string): Finding {
  return {
    file: from || 'the module',
    rule: 'modules',
    words: `the module "${call}" is no folder within it. Copy it into the folder of the module`,
  };
}

function refuseUnread(file: string, { message }: Error): Finding {
  return {
    file,
    rule: 'understood',
    words: `it cannot be read, so nobody can say what it does: ${message}. Write it as Terraform reads it`,
  };
}
