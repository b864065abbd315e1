import { makeStyles } from '@material-ui/core/styles';
import type { StackProgress } from '@towpath/plugin-terraform-stacks-common';
import {
  monospace,
  Quiet,
  RelativeTime,
  SectionCard,
  StateChip,
  type State,
} from '@towpath/ui';
import { lookOf } from '../../lib/planWords';
import { countProgress } from '../../lib/progressWords';
import { Address } from '../shared/Address';

const STATES: Record<StackProgress['status'], State> = {
  waiting: 'pending',
  running: 'running',
  done: 'done',
  failed: 'failed',
  unknown: 'unknown',
};

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(0, 2, 1),
    maxHeight: 480,
    overflowY: 'auto',
  },
  item: {
    display: 'grid',
    gridTemplateColumns: '92px minmax(0, 1fr) auto',
    gap: theme.spacing(0, 1.5),
    alignItems: 'baseline',
    padding: theme.spacing(0.375, 0),
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 26px',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  address: { ...monospace(theme), overflowWrap: 'anywhere' },
}));

/** How far an apply is with each resource of its plan, in the order of the plan. */
export function ProgressList({ progress }: { progress: StackProgress[] }) {
  const classes = useStyles();
  return (
    <SectionCard
      title="Resources"
      note={<span role="status">{countProgress(progress)}</span>}
    >
      <ul
        className={classes.list}
        aria-label="Resources, as far as they are"
        // It scrolls, also by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {progress.map(one => (
          <li key={one.address} className={classes.item}>
            <StateChip state={STATES[one.status]} label={labelOf(one)} />
            <span className={classes.address}>
              <Address of={one.address} />
            </span>
            <Quiet component="span">
              {one.status !== 'waiting' && (
                <RelativeTime at={one.since} short />
              )}
            </Quiet>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}

function labelOf({ status, action }: StackProgress): string | undefined {
  if (status === 'done') return lookOf(action).chip;
  return status === 'unknown' ? 'not known' : undefined;
}
