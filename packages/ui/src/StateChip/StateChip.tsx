import { makeStyles, type Theme } from '@material-ui/core/styles';
import { visuallyHidden } from '../visuallyHidden';
import { stateLooks, type State } from './stateLooks';
import { toneColour } from './toneColour';

export type { State } from './stateLooks';

/** What {@link StateChip} needs. */
export interface StateChipProps {
  state: State;
  /** Says the state in the words of the place; the state's own word otherwise. */
  label?: string;
  /** Draws the shape alone, where many stand close; the word is in the title and read out. */
  shapeOnly?: boolean;
}

// A class for each tone: a board draws hundreds of chips, and styles made for each would be slow.
const useStyles = makeStyles((theme: Theme) => {
  const colours = toneColour(theme);
  return {
    root: {
      display: 'inline-flex',
      alignItems: 'baseline',
      gap: theme.spacing(0.75),
      whiteSpace: 'nowrap',
      fontSize: theme.typography.pxToRem(13),
      fontWeight: 500,
    },
    good: { color: colours.good },
    info: { color: colours.info },
    warn: { color: colours.warn },
    bad: { color: colours.bad },
    quiet: { color: colours.quiet },
    shape: { width: '1em', textAlign: 'center', flexShrink: 0 },
    hidden: visuallyHidden,
  };
});

/**
 * A state as a shape, a word and a colour together, so that it is readable
 * without any one of them.
 */
export function StateChip({ state, label, shapeOnly }: StateChipProps) {
  const { shape, word, tone } = stateLooks[state];
  const classes = useStyles();
  const words = label ?? word;
  return (
    <span
      className={`${classes.root} ${classes[tone]}`}
      title={shapeOnly ? words : undefined}
    >
      <span className={classes.shape} aria-hidden>
        {shape}
      </span>
      {shapeOnly ? <span className={classes.hidden}>{words}</span> : words}
    </span>
  );
}
