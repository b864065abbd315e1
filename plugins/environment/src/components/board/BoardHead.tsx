import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import { FreezeMark } from '../deployment/FreezeMark';
import { useBoardStyles } from './useBoardStyles';

/** Names the columns; an environment leads to its page and says when it is frozen. */
export function BoardHead(props: { environments: EnvironmentSummary[] }) {
  const classes = useBoardStyles();
  const frozen = props.environments.some(({ freeze }) => freeze?.active);
  return (
    <div
      role="rowgroup"
      className={`${classes.head} ${frozen ? '' : classes.wideOnly}`}
    >
      <div role="row" aria-rowindex={1} className={classes.row}>
        <div
          role="columnheader"
          className={`${classes.cell} ${classes.first} ${classes.wideOnly}`}
        >
          Service
        </div>
        <div
          role="columnheader"
          className={`${classes.cell} ${classes.wideOnly}`}
        >
          Owner
        </div>
        {props.environments.map(environment => (
          <EnvironmentHead key={environment.ref} environment={environment} />
        ))}
      </div>
    </div>
  );
}

function EnvironmentHead(props: { environment: EnvironmentSummary }) {
  const classes = useBoardStyles();
  const { ref, name, title, freeze } = props.environment;
  return (
    <div
      role="columnheader"
      className={`${classes.cell} ${classes.environmentHead} ${
        freeze?.active ? '' : classes.wideOnly
      }`}
    >
      <EntityRefLink entityRef={ref} title={title ?? name} hideIcon />
      <div>
        <FreezeMark freeze={freeze} />
      </div>
    </div>
  );
}
