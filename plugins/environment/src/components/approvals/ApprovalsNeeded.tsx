import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Promotion } from '@towpath/plugin-environment-common';
import { Line, Quiet, StateChip, Strong } from '@towpath/ui';

/** Each approval that is needed: from whom, and how many of how many there are. */
export function ApprovalsNeeded({ promotion }: { promotion: Promotion }) {
  return (
    <>
      {promotion.approval.required.map(({ gate, title, given, rule }) => (
        <Line key={gate}>
          <StateChip
            state={given < rule.count ? 'asks' : 'done'}
            label={`${given} of ${rule.count}`}
          />
          <Strong>{title}</Strong>
          <EntityRefLinks
            entityRefs={rule.groups}
            defaultKind="group"
            hideIcons
          />
          {rule.fourEyes && (
            <Quiet component="span">not by whoever asked</Quiet>
          )}
        </Line>
      ))}
    </>
  );
}
