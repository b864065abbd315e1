import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { StackSummary } from '@towpath/plugin-terraform-stacks-common';
import { BoardCell, Quiet, RelativeTime, StateChip } from '@towpath/ui';
import { memo } from 'react';
import { DriftChip } from '../shared/DriftChip';
import { LastRun } from '../shared/LastRun';
import { StackLink } from '../shared/StackLink';

/** Columns of the board as CSS. */
export const COLUMNS =
  'minmax(150px, 1.4fr) minmax(98px, 0.5fr) minmax(105px, 0.8fr) minmax(105px, 0.8fr) minmax(115px, 1.2fr) minmax(155px, 0.9fr) minmax(100px, 0.7fr) minmax(90px, 0.4fr)';

const HEADS = [
  'Stack',
  'Environment',
  'Owner',
  'Service',
  'Module',
  'Last run',
  'Drift',
  'Resources',
];

const useStyles = makeStyles({
  key: { fontWeight: 600, overflowWrap: 'anywhere' },
  module: { overflowWrap: 'anywhere' },
});

/** Names the columns. */
export function StackHead() {
  return (
    <>
      {HEADS.map((head, at) => (
        <BoardCell key={head} role="columnheader" first={at === 0} wideOnly>
          {head}
        </BoardCell>
      ))}
    </>
  );
}

function DrawnCells({ stack }: { stack: StackSummary }) {
  const classes = useStyles();
  const { key, environment, owner, service, module, lastRun } = stack;
  return (
    <>
      <BoardCell role="rowheader" first>
        <StackLink of={key} className={classes.key} />
        <LockedBy lock={stack.locked} />
      </BoardCell>
      <BoardCell role="cell">{environment}</BoardCell>
      <BoardCell role="cell">
        <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
      </BoardCell>
      <BoardCell role="cell">
        {service && (
          <EntityRefLink entityRef={service} defaultKind="component" hideIcon />
        )}
      </BoardCell>
      <BoardCell role="cell" className={classes.module}>
        {module}
      </BoardCell>
      <BoardCell role="cell">
        <LastRun of={lastRun} />
        {stack.outdated && (
          <div>
            <Quiet component="span">
              <span title={stack.outdated}>to be planned again</span>
            </Quiet>
          </div>
        )}
      </BoardCell>
      <Figures stack={stack} />
    </>
  );
}

/** Below the key, which stays in sight while one scrolls to the side. */
function LockedBy({ lock }: { lock: StackSummary['locked'] }) {
  if (!lock) return null;
  const { lost, holder } = lock;
  return (
    <div>
      <StateChip
        state={lost ? 'failed' : 'running'}
        label={lost ? 'lock lost' : 'locked'}
      />{' '}
      <Quiet component="span">by {holder}</Quiet>
    </div>
  );
}

function Figures({ stack }: { stack: StackSummary }) {
  const { drift, resources } = stack;
  return (
    <>
      <BoardCell role="cell">
        <span title={drift.why}>
          <DriftChip drift={drift} />
        </span>
        {drift.status === 'drifted' && drift.since && (
          <Quiet>
            seen <RelativeTime at={drift.since} short />
          </Quiet>
        )}
      </BoardCell>
      <BoardCell role="cell" wideOnly>
        {resources < 0 ? <Quiet component="span">unread</Quiet> : resources}
      </BoardCell>
    </>
  );
}

/** One stack: whose, where, of what, and how it stands. */
export const StackCells = memo(DrawnCells);
