import type { PolicyFinding } from '@towpath/policy';
import type { PolicyFolder } from './PolicyFolder';

/** What a rule of a policy says. */
export interface PolicyWord {
  policy: string;
  /** Its rule is empty for a policy that cannot be used. */
  finding: PolicyFinding;
}

/**
 * What all policies of a folder say about a document. A policy that cannot be used denies: a rule that cannot say is
 * not a rule that says yes.
 */
export async function askPolicies(
  policies: PolicyFolder,
  document: Record<string, unknown>,
): Promise<PolicyWord[]> {
  const words: PolicyWord[] = [];
  for (const { name, file, policy, problems } of await policies.list()) {
    if (policy) {
      const { findings } = await policy.evaluate(document);
      words.push(
        ...findings.map(finding => ({ policy: policy.name, finding })),
      );
    } else {
      words.push({ policy: name ?? file, finding: unusable(problems) });
    }
  }
  return words;
}

/** What a policy says that cannot be used. */
export function unusable(problems: string[]): PolicyFinding {
  const message = `The policy cannot be used. ${problems.join(' ')}`;
  return { rule: '', effect: 'deny', message };
}
