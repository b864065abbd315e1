import { makeStyles, type Theme } from '@material-ui/core/styles';
import { stateLooks, type State, type StateTone } from './stateLooks';
import { toneColour } from './toneColour';

export type { State } from './stateLooks';

/** What {@link StateChip} needs. */
export interface StateChipProps {
  state: State;
  /** Says the state in the words of the place; the state's own word otherwise. */
  label?: string;
}

const useStyles = makeStyles<Theme, { tone: StateTone }>(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'baseline',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 500,
    color: ({ tone }) => toneColour(theme)[tone],
  },
  shape: { width: '1em', textAlign: 'center', flexShrink: 0 },
}));

/**
 * A state as a shape, a word and a colour together, so that it is readable
 * without any one of them.
 */
export function StateChip({ state, label }: StateChipProps) {
  const { shape, word, tone } = stateLooks[state];
  const classes = useStyles({ tone });
  return (
    <span className={classes.root}>
      <span className={classes.shape} aria-hidden>
        {shape}
      </span>
      {label ?? word}
    </span>
  );
}
