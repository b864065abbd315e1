import { makeStyles } from '@material-ui/core/styles';
import type { PolicyHit } from '@towpath/plugin-policies-common';
import { useNow } from '@towpath/ui';
import { countHits, hitDays } from '../lib/hitDays';

const HEIGHT = 18;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(1),
  },
  bars: {
    display: 'inline-flex',
    alignItems: 'flex-end',
    gap: 1,
    height: HEIGHT,
  },
  bar: {
    width: 3,
    minHeight: 1,
    backgroundColor: theme.palette.text.secondary,
  },
}));

/** How often a rule spoke: in words, and a bar for each of the last 30 days. */
export function HitBars({ hits }: { hits: PolicyHit[] }) {
  const classes = useStyles();
  const days = hitDays(hits, useNow().toMillis());
  const most = Math.max(1, ...days.map(({ hits: n }) => n));
  return (
    <span className={classes.root}>
      {countHits(hits)}
      {hits.length > 0 && (
        <span className={classes.bars} aria-hidden>
          {days.map(({ day, hits: n }) => (
            <span
              key={day}
              className={classes.bar}
              title={`${day}: ${n}`}
              style={{ height: (n / most) * HEIGHT }}
            />
          ))}
        </span>
      )}
    </span>
  );
}
