import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { memo } from 'react';
import { DeploymentCell } from '../deployment/DeploymentCell';
import { useBoardStyles } from './useBoardStyles';
import { titleOfOwner } from './useOwners';

/** What {@link BoardRow} needs. */
export interface BoardRowProps {
  service: Service;
  environments: EnvironmentSummary[];
  /** Its place among all rows, from 0. */
  index: number;
  /** Where it begins, in pixels below the first. */
  top: number;
  /** Takes the height that it has come to. */
  measure: (row: HTMLElement | null) => void;
}

function DrawnRow(props: BoardRowProps) {
  const { service, environments, index, top, measure } = props;
  const classes = useBoardStyles();
  const { ref, name, title, owner } = service;
  return (
    <div
      role="row"
      // The head is the first row.
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      className={`${classes.row} ${classes.bodyRow}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className={`${classes.cell} ${classes.first}`}>
        <span className={classes.name}>
          <EntityRefLink entityRef={ref} title={title ?? name} hideIcon />
        </span>
      </div>
      <div role="cell" className={`${classes.cell} ${classes.quiet}`}>
        {owner && (
          <EntityRefLink
            entityRef={owner}
            title={titleOfOwner(owner)}
            color="inherit"
            hideIcon
          />
        )}
      </div>
      {environments.map(environment => (
        <div
          key={environment.ref}
          role="cell"
          className={`${classes.cell} ${classes.environment}`}
        >
          <span className={classes.environmentName}>{environment.name}</span>
          <DeploymentCell service={service} environment={environment} />
        </div>
      ))}
    </div>
  );
}

/** One service: its name, its owner, and what of it runs in each environment. */
export const BoardRow = memo(DrawnRow);
