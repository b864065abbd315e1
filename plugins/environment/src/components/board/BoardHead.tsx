import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import { BoardCell } from '@towpath/ui';
import { FreezeMark } from '../deployment/FreezeMark';
import { useBoardStyles } from './useBoardStyles';

/** Names the columns; an environment leads to its page and says when it is frozen. */
export function BoardHead(props: { environments: EnvironmentSummary[] }) {
  const classes = useBoardStyles();
  return (
    <>
      <BoardCell role="columnheader" first wideOnly>
        Service
      </BoardCell>
      <BoardCell role="columnheader" wideOnly>
        Owner
      </BoardCell>
      {props.environments.map(({ ref, name, title, freeze }) => (
        <BoardCell
          key={ref}
          role="columnheader"
          className={classes.environmentHead}
          wideOnly={!freeze?.active}
        >
          <EntityRefLink entityRef={ref} title={title ?? name} hideIcon />
          <div>
            <FreezeMark freeze={freeze} />
          </div>
        </BoardCell>
      ))}
    </>
  );
}
