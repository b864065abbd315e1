import { makeStyles } from '@material-ui/core/styles';

/** How far something has come: `value` of `of`, both in `unit`. */
export interface Progress {
  value: number;
  of: number;
  unit: string;
}

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(0.25),
  },
  bar: {
    flex: '0 1 160px',
    height: 4,
    borderRadius: 2,
    overflow: 'hidden',
    background: theme.palette.divider,
  },
  done: { height: '100%', background: theme.palette.text.secondary },
  words: { whiteSpace: 'nowrap' },
}));

const round = (number: number) => Math.floor(number * 10) / 10;

/** Progress as a bar, and as words for whoever cannot see it. */
export function GateProgress({ value, of, unit }: Progress) {
  const classes = useStyles();
  const share = of > 0 ? Math.min(1, Math.max(0, value / of)) : 0;
  return (
    <div className={classes.root}>
      <div className={classes.bar} aria-hidden>
        <div className={classes.done} style={{ width: `${share * 100}%` }} />
      </div>
      <span className={classes.words}>
        {round(value)} of {round(of)} {unit}
      </span>
    </div>
  );
}
