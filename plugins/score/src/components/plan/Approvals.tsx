import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { RequiredApproval } from '@towpath/plugin-score-common';
import { Line, Quiet, SectionCard, StateChip } from '@towpath/ui';

/** Who has to approve before anything is changed; nothing where nobody has to. */
export function Approvals({ approvals }: { approvals: RequiredApproval[] }) {
  if (approvals.length === 0) return null;
  return (
    <SectionCard title="Approval" padded>
      {approvals.map(({ id, groups, count, fourEyes }) => (
        <Line key={id}>
          <StateChip state="asks" label={`${count} needed`} />
          <span>
            by{' '}
            <EntityRefLinks entityRefs={groups} defaultKind="group" hideIcons />
          </span>
          {fourEyes && <Quiet component="span">not by whoever asks</Quiet>}
        </Line>
      ))}
    </SectionCard>
  );
}
