import {
  shownPath,
  type JudgedSubject,
  type JudgingPolicy,
  type PolicyFile,
  type PolicyHit,
} from '@towpath/backend-kit';
import type { Policy, PolicyRule } from '@towpath/plugin-policies-common';
import { tryExamples } from './tryExamples';

/** A file as it is read for one subject. */
interface ReadFile extends PolicyFile {
  subject: string;
}

/** The policies of all subjects, each file once. */
export async function listPolicies(
  subjects: JudgedSubject[],
): Promise<Policy[]> {
  const read = await Promise.all(
    subjects.map(async ({ subject, policies }) => {
      const files = await policies.list();
      return files.map(file => ({ ...file, subject }));
    }),
  );
  const hits = await Promise.all(
    subjects.map(async ({ subject, hits: store }) => {
      const all = await store.list();
      return all.map(hit => ({ ...hit, subject }));
    }),
  );
  const byFile = new Map<string, ReadFile[]>();
  for (const one of read.flat()) {
    byFile.set(one.file, [...(byFile.get(one.file) ?? []), one]);
  }
  const policies = await Promise.all(
    [...byFile.values()].map(files => toPolicy(files, hits.flat())),
  );
  return policies.sort((a, b) => (a.file < b.file ? -1 : 1));
}

async function toPolicy(
  files: ReadFile[],
  hits: (PolicyHit & { subject: string })[],
): Promise<Policy> {
  const [{ file, name = shownPath(file) }] = files;
  const policy = files.find(one => one.policy)?.policy;
  const definition = policy?.definition;
  const subjects = files.map(({ subject }) => subject);
  return {
    ...{ name, appliesTo: subjects, state: stateOf(files) },
    file: shownPath(file),
    description: definition?.description,
    owner: definition?.owner,
    opa: definition?.opa?.path,
    problems: [
      ...new Set(files.flatMap(({ problems }) => problems.map(shownPath))),
    ],
    rules: (definition?.rules ?? []).map(toRule),
    examples: policy ? await tryExamples(policy) : [],
    hits: hits
      // A rule about a workload speaks in plans.
      .filter(hit => hit.policy === name)
      .map(({ policy: _, ...hit }) => hit),
  };
}

function stateOf(files: ReadFile[]): Policy['state'] {
  if (files.some(({ policy }) => !policy)) return 'unusable';
  return files.some(({ problems }) => problems.length > 0) ? 'kept' : 'used';
}

function toRule({
  approvers,
  ...rule
}: NonNullable<JudgingPolicy['definition']['rules']>[number]): PolicyRule {
  if (!approvers) return rule;
  const { by, count = 1, fourEyes = false } = approvers;
  return { ...rule, approvers: { by: [by].flat(), count, fourEyes } };
}
