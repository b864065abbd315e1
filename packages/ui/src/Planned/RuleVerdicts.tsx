import { GateList, type GateItem } from '../GateList/GateList';
import { Quiet } from '../layout/Quiet';
import type { RuleVerdict } from './planned';

const STATES: Record<RuleVerdict['effect'], GateItem['state']> = {
  deny: 'closed',
  gate: 'asks',
  allow: 'open',
};

/** What the rules of the platform say, those that stop it first. */
export function RuleVerdicts({ verdicts }: { verdicts: RuleVerdict[] }) {
  if (verdicts.length === 0) return <Quiet>No rule has anything to say.</Quiet>;
  return (
    <GateList
      label="Rules"
      gates={verdicts.map(({ policy, rule, effect, message }) => ({
        id: `${policy}/${rule}/${message}`,
        title: `${policy}: ${rule}`,
        state: STATES[effect],
        message,
      }))}
    />
  );
}
