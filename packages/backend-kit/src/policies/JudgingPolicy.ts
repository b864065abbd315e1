import type { Policy, PolicyDefinition, PolicyResult } from '@towpath/policy';

/** How long all rules of a policy may work. Nothing else is done meanwhile. */
const MOST_MICROSECONDS = 1_000_000;

/** A policy that can be asked, whoever evaluates its rules. */
export interface JudgingPolicy {
  readonly name: string;
  readonly engine: 'cel' | 'opa';
  /** As it is written. */
  readonly definition: Omit<PolicyDefinition, 'rules'> &
    Partial<Pick<PolicyDefinition, 'rules'>> & {
      /** Where its rules are, when they are in OPA. */
      opa?: { path: string };
    };
  /** Never rejects: what cannot be evaluated denies, and says why. */
  evaluate(document: Record<string, unknown>): Promise<PolicyResult>;
}

/** A policy whose rules are in its file. */
export function judgeByRules(policy: Policy): JudgingPolicy {
  return {
    name: policy.name,
    engine: 'cel',
    definition: policy.definition,
    async evaluate(document) {
      // Of the processor's time: on a busy machine no rule is late because of others.
      const begun = process.cpuUsage();
      return policy.evaluate(document, () => {
        const { user, system } = process.cpuUsage(begun);
        return user + system > MOST_MICROSECONDS;
      });
    },
  };
}
