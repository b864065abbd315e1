import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Run } from '@towpath/plugin-runs-common';
import { Line, Quiet, StateChip, Strong } from '@towpath/ui';

/** Each approval that is needed: from whom, and how many of how many there are. */
export function ApprovalsNeeded({ run }: { run: Run }) {
  return (
    <>
      {run.approval.required.map(
        ({ id, title, given, count, groups, fourEyes }) => (
          <Line key={id}>
            <StateChip
              state={given < count ? 'asks' : 'done'}
              label={`${given} of ${count}`}
            />
            <Strong>{title}</Strong>
            <EntityRefLinks entityRefs={groups} defaultKind="group" hideIcons />
            {fourEyes && <Quiet component="span">not by whoever asked</Quiet>}
          </Line>
        ),
      )}
    </>
  );
}
