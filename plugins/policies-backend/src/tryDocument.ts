import { unusable, type PolicyFile } from '@towpath/backend-kit';
import type { Trial, TrialVerdict } from '@towpath/plugin-policies-common';

const STRENGTH = ['deny', 'gate', 'allow', undefined];

/** What every rule says about a document, the strongest first, and those last that do not speak. */
export async function tryDocument(
  files: PolicyFile[],
  document: Record<string, unknown>,
): Promise<Trial> {
  const verdicts: TrialVerdict[] = [];
  for (const file of files) verdicts.push(...(await ask(file, document)));
  verdicts.sort((a, b) => strength(a) - strength(b));
  return { effect: verdicts[0]?.effect ?? 'allow', verdicts };
}

async function ask(
  { file, name = file, policy, problems }: PolicyFile,
  document: Record<string, unknown>,
): Promise<TrialVerdict[]> {
  if (!policy) return [{ policy: name, ...unusable(problems) }];
  const { findings } = await policy.evaluate(document);
  const spoke = new Set(findings.map(({ rule }) => rule));
  const silent = (policy.definition.rules ?? []).filter(
    rule => !spoke.has(rule.name),
  );
  return [
    ...findings.map(({ approvers: _, ...finding }) => ({
      policy: name,
      ...finding,
    })),
    ...silent.map(rule => ({ policy: name, rule: rule.name })),
  ];
}

function strength({ effect }: TrialVerdict): number {
  return STRENGTH.indexOf(effect);
}
