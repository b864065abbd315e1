import { Children, type ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { Quiet } from './Quiet';

const useStyles = makeStyles(theme => ({
  rows: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 1) },
  row: {
    padding: theme.spacing(1, 2),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  dense: { padding: theme.spacing(0.75, 2) },
  empty: { padding: theme.spacing(0, 2, 2) },
}));

/** What {@link Rows} needs. */
export interface RowsProps {
  /** Names the list for assistive technology. */
  label: string;
  /** What stands there when there is none: a few words, or an `EmptyState`. */
  empty?: string | JSX.Element;
  /** Its order says something. */
  ordered?: boolean;
  /** Each in a {@link Row}. */
  children: ReactNode;
}

/** A list from edge to edge of its card, or what there would be. */
export function Rows({ label, empty, ordered, children }: RowsProps) {
  const classes = useStyles();
  const List = ordered ? 'ol' : 'ul';
  if (Children.toArray(children).length > 0) {
    return (
      <List className={classes.rows} aria-label={label}>
        {children}
      </List>
    );
  }
  return typeof empty === 'string' ? (
    <div className={classes.empty}>
      <Quiet>{empty}</Quiet>
    </div>
  ) : (
    empty ?? null
  );
}

/** What {@link Row} needs. */
export interface RowProps {
  /** It is one short line among many. */
  dense?: boolean;
  children: ReactNode;
}

/** One of {@link Rows}. */
export function Row({ dense, children }: RowProps) {
  const classes = useStyles();
  return (
    <li className={`${classes.row} ${dense ? classes.dense : ''}`}>
      {children}
    </li>
  );
}
