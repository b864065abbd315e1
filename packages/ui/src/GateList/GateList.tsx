import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { StateChip } from '../StateChip/StateChip';
import { GateProgress, type Progress } from './GateProgress';
import { OpensAt } from './OpensAt';

/** One rule that lets a change pass, stops it, or asks for an approval. */
export interface GateItem {
  id: string;
  title: string;
  state: 'open' | 'closed' | 'asks';
  /** The rule, its number, and the way on. */
  message: string;
  progress?: Progress;
  /** When it opens by itself, ISO 8601. */
  opensAt?: string;
  /** Who can change it, as a link. */
  owner?: ReactNode;
  /** Where more of it stands. */
  url?: string;
}

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  gate: {
    display: 'grid',
    gridTemplateColumns: '6.5em minmax(0, 1fr)',
    gap: theme.spacing(0.25, 1),
    padding: theme.spacing(0.75, 0),
    fontSize: theme.typography.pxToRem(13),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 1.5),
  },
  title: { fontWeight: 500, overflowWrap: 'anywhere' },
  more: {
    gridColumn: 2,
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
    '& a': { whiteSpace: 'nowrap' },
  },
}));

// What stops the reader comes first; what is open needs no reading.
const urgency = { closed: 0, asks: 1, open: 2 };

/** What {@link GateList} needs. */
export interface GateListProps {
  gates: GateItem[];
  label: string;
}

/** What each gate says: closed ones first, with why and the way on. */
export function GateList({ gates, label }: GateListProps) {
  const classes = useStyles();
  const ordered = [...gates].sort(
    (a, b) => urgency[a.state] - urgency[b.state],
  );
  return (
    <ul className={classes.list} aria-label={label}>
      {ordered.map(gate => (
        <Gate key={gate.id} gate={gate} />
      ))}
    </ul>
  );
}

function Gate({ gate }: { gate: GateItem }) {
  const classes = useStyles();
  const { state, title, message, progress, opensAt, owner, url } = gate;
  return (
    <li className={classes.gate}>
      <StateChip state={state} />
      <span className={classes.head}>
        <span className={classes.title}>{title}</span>
        {state !== 'open' && opensAt && <OpensAt at={opensAt} />}
      </span>
      <div className={classes.more}>
        {message}
        {state !== 'open' && progress && <GateProgress {...progress} />}
        {state !== 'open' && owner && <div>Owner: {owner}</div>}
        {url && (
          <div>
            <a href={url} target="_blank" rel="noopener noreferrer">
              Open ↗
            </a>
          </div>
        )}
      </div>
    </li>
  );
}
