import { memo } from 'react';
import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Resource } from '@towpath/plugin-score-common';
import { amountOf, BoardCell, Moment, Quiet, RelativeTime } from '@towpath/ui';
import { useServiceTab } from '../../routes/useServiceTab';
import { BroughtBy } from '../shared/BroughtBy';
import { ResourceState } from '../shared/ResourceState';
import { Sharing } from '../shared/Sharing';
import { TypeName } from '../shared/TypeName';

/** Columns of the board as CSS. */
export const COLUMNS =
  'minmax(170px, 1.3fr) minmax(140px, 1fr) minmax(120px, 0.9fr) minmax(115px, 0.6fr) minmax(170px, 1.4fr) minmax(115px, 0.6fr) minmax(90px, 0.6fr)';

const HEADS = [
  'Resource',
  'Service',
  'Owner',
  'Environment',
  'State',
  'Cost a month',
];

const useStyles = makeStyles({
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
});

/** Names the columns. */
export function ResourceHead() {
  return (
    <>
      {[...HEADS, 'Changed'].map((head, at) => (
        <BoardCell key={head} role="columnheader" first={at === 0} wideOnly>
          {head}
        </BoardCell>
      ))}
    </>
  );
}

function DrawnCells({ resource }: { resource: Resource }) {
  const classes = useStyles();
  const tabOf = useServiceTab();
  const { name, service, owner, environment, cost, updatedAt } = resource;
  const tab = `${tabOf(service)}?environment=${encodeURIComponent(
    environment,
  )}`;
  return (
    <>
      <BoardCell role="rowheader" first>
        <Link to={tab} className={classes.name}>
          {name}
        </Link>{' '}
        <TypeName of={resource} />
        <BroughtBy of={resource} />
      </BoardCell>
      <BoardCell role="cell">
        <EntityRefLink
          entityRef={service}
          title={serviceName(service)}
          hideIcon
        />
        <Sharing resource={resource} service={service} />
      </BoardCell>
      <BoardCell role="cell">
        {owner && (
          <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
        )}
      </BoardCell>
      <BoardCell role="cell">{environment}</BoardCell>
      <BoardCell role="cell">
        <Status resource={resource} />
      </BoardCell>
      <BoardCell role="cell">{cost && amountOf(cost)}</BoardCell>
      <BoardCell role="cell" wideOnly>
        <RelativeTime at={updatedAt} short />
      </BoardCell>
    </>
  );
}

function Status({ resource }: { resource: Resource }) {
  const { status, message, keptUntil } = resource;
  return (
    <>
      <ResourceState resource={resource} />
      {status === 'kept' && keptUntil && (
        <Quiet>
          until <Moment at={keptUntil} />
        </Quiet>
      )}
      {status === 'failed' && message && <Quiet>{message}</Quiet>}
    </>
  );
}

/** One resource: what it is, whose, where, and how it stands. */
export const ResourceCells = memo(DrawnCells);
