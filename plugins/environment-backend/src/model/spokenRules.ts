import type { SpokenRule } from '@towpath/backend-kit';
import type { GateReport } from '@towpath/plugin-environment-common';

const EFFECTS = { closed: 'deny', asks: 'gate', open: 'allow' } as const;

/** What rules of policies say among what all gates say. */
export function spokenRules(gates: readonly GateReport[]): SpokenRule[] {
  return gates.flatMap(({ id, policy, state }) => {
    const [, rule] = id.split('/');
    return policy && rule ? [{ policy, rule, effect: EFFECTS[state] }] : [];
  });
}
