import type { Verdict } from '@towpath/plugin-score-common';
import { GateList, Quiet, type GateItem } from '@towpath/ui';

const STATES: Record<Verdict['effect'], GateItem['state']> = {
  deny: 'closed',
  gate: 'asks',
  allow: 'open',
};

/** What the rules of the platform say, those that stop it first. */
export function Verdicts({ verdicts }: { verdicts: Verdict[] }) {
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
