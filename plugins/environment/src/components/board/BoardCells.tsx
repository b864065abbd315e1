import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { BoardCell, ownerWords } from '@towpath/ui';
import { memo } from 'react';
import { DeploymentCell } from '../deployment/DeploymentCell';
import { useBoardStyles } from './useBoardStyles';

/** What {@link BoardCells} needs. */
export interface BoardCellsProps {
  service: Service;
  environments: EnvironmentSummary[];
}

function DrawnCells({ service, environments }: BoardCellsProps) {
  const classes = useBoardStyles();
  const { ref, name, title, owner } = service;
  return (
    <>
      <BoardCell role="rowheader" first>
        <span className={classes.name}>
          <EntityRefLink entityRef={ref} title={title ?? name} hideIcon />
        </span>
      </BoardCell>
      <BoardCell role="cell" className={classes.quiet}>
        {owner && (
          <EntityRefLink
            entityRef={owner}
            title={ownerWords(owner)}
            color="inherit"
            hideIcon
          />
        )}
      </BoardCell>
      {environments.map(environment => (
        <BoardCell
          key={environment.ref}
          role="cell"
          className={classes.environment}
        >
          <span className={classes.environmentName}>{environment.name}</span>
          <DeploymentCell service={service} environment={environment} />
        </BoardCell>
      ))}
    </>
  );
}

/** One service: its name, its owner, and what of it runs in each environment. */
export const BoardCells = memo(DrawnCells);
