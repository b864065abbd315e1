import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { RelativeTime } from '../RelativeTime/RelativeTime';
import { StateChip, type State } from '../StateChip/StateChip';

/** Something that happened. */
export interface TimelineItem {
  id: string;
  /** ISO 8601. */
  at: string;
  state: State;
  /** The state in the words of the place. */
  label?: string;
  /** Who or what, beside the state. */
  title?: ReactNode;
  /** More of it, such as what was said. */
  detail?: ReactNode;
}

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    position: 'relative',
    padding: theme.spacing(0.5, 0, 0.5, 2),
    borderLeft: `2px solid ${theme.palette.divider}`,
    fontSize: theme.typography.pxToRem(13),
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1),
  },
  at: { marginLeft: 'auto', color: theme.palette.text.secondary },
  detail: { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
}));

/** What {@link Timeline} needs. */
export interface TimelineProps {
  /** In the order in which they are shown. */
  items: TimelineItem[];
  label: string;
}

/** What happened, one below the other, each with how long ago it was. */
export function Timeline({ items, label }: TimelineProps) {
  const classes = useStyles();
  return (
    <ol className={classes.list} aria-label={label}>
      {items.map(({ id, at, state, label: word, title, detail }) => (
        <li key={id} className={classes.item}>
          <div className={classes.head}>
            <StateChip state={state} label={word} />
            {title}
            <span className={classes.at}>
              <RelativeTime at={at} />
            </span>
          </div>
          {detail && <div className={classes.detail}>{detail}</div>}
        </li>
      ))}
    </ol>
  );
}
