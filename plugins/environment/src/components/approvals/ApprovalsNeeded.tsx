import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Promotion } from '@towpath/plugin-environment-common';
import { StateChip } from '@towpath/ui';
import { useCalmStyles } from '../shared/useCalmStyles';

/** Each approval that is needed: from whom, and how many of how many there are. */
export function ApprovalsNeeded({ promotion }: { promotion: Promotion }) {
  const classes = useCalmStyles();
  return (
    <>
      {promotion.approval.required.map(({ gate, title, given, rule }) => (
        <div key={gate} className={classes.line}>
          <StateChip
            state={given < rule.count ? 'asks' : 'done'}
            label={`${given} of ${rule.count}`}
          />
          <span className={classes.strong}>{title}</span>
          <EntityRefLinks
            entityRefs={rule.groups}
            defaultKind="group"
            hideIcons
          />
          {rule.fourEyes && (
            <span className={classes.quiet}>not by whoever asked</span>
          )}
        </div>
      ))}
    </>
  );
}
