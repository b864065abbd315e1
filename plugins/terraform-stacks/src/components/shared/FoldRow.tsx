import { makeStyles } from '@material-ui/core/styles';
import { RiArrowRightSLine } from '@remixicon/react';
import { monospace, Quiet } from '@towpath/ui';
import { useId, type ReactNode } from 'react';
import { Address } from './Address';

const useStyles = makeStyles(theme => ({
  root: {
    // Of five hundred only those in sight are laid out.
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 32px',
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  loss: { borderLeft: `3px solid ${theme.palette.error.main}` },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
    width: '100%',
    padding: theme.spacing(0.75, 1),
    border: 0,
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    '&:hover': { background: theme.palette.action.hover },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  turn: { alignSelf: 'center', flexShrink: 0, transition: 'transform 100ms' },
  open: { transform: 'rotate(90deg)' },
  state: { minWidth: 84 },
  address: {
    ...monospace(theme),
    flex: '1 1 0',
    minWidth: 140,
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
  // On a phone it would take a line of its own.
  end: { [theme.breakpoints.down('xs')]: { display: 'none' } },
  below: { padding: theme.spacing(0, 1, 0.75, 4) },
}));

/** What {@link FoldRow} needs. */
export interface FoldRowProps {
  address: string;
  /** Stands first, as wide as in the other rows. */
  state?: ReactNode;
  /** Stands at the end of the line: how much there is to see. */
  end?: ReactNode;
  /** It is lost, and stands out. */
  isLoss?: boolean;
  /** Read whether or not it is open: why it happens. */
  note?: string;
  isOpen: boolean;
  onToggle: () => void;
  /** Drawn while it is open. */
  children: () => ReactNode;
}

/** A resource on one line, and more of it on demand. */
export function FoldRow(props: FoldRowProps) {
  const { isLoss, isOpen, note, children } = props;
  const classes = useStyles();
  const bodyId = useId();
  return (
    <li className={`${classes.root} ${isLoss ? classes.loss : ''}`}>
      <Head {...props} controls={isOpen ? bodyId : undefined} />
      {note && (
        <div className={classes.below}>
          <Quiet>{note}</Quiet>
        </div>
      )}
      {isOpen && (
        <div className={classes.below} id={bodyId}>
          {children()}
        </div>
      )}
    </li>
  );
}

function Head(props: FoldRowProps & { controls?: string }) {
  const { address, state, end, isOpen, onToggle, controls } = props;
  const classes = useStyles();
  return (
    <button
      type="button"
      className={classes.head}
      aria-expanded={isOpen}
      aria-controls={controls}
      onClick={onToggle}
    >
      <RiArrowRightSLine
        size={16}
        aria-hidden
        className={`${classes.turn} ${isOpen ? classes.open : ''}`}
      />
      {state && <span className={classes.state}>{state}</span>}
      <span className={classes.address}>
        <Address of={address} />
      </span>
      {end && (
        <span className={classes.end}>
          <Quiet component="span">{end}</Quiet>
        </span>
      )}
    </button>
  );
}
