import { DateTime } from 'luxon';
import { makeStyles } from '@material-ui/core/styles';
import { formatExactly, formatMoment } from '../time/formatMoment';
import { formatDuration } from '../time/formatDuration';
import { useNow } from '../RelativeTime/useNow';

const useStyles = makeStyles(theme => ({
  root: { whiteSpace: 'nowrap', color: theme.palette.text.secondary },
}));

/**
 * When a gate opens by itself, and how long that is from now; it ticks.
 *
 * @param props - `at` in ISO 8601.
 */
export function OpensAt({ at }: { at: string }) {
  const classes = useStyles();
  const now = useNow();
  const moment = DateTime.fromISO(at);
  if (!moment.isValid) return null;
  const left = moment.toMillis() - now.toMillis();
  return (
    <time dateTime={at} title={formatExactly(moment)} className={classes.root}>
      {left <= 0
        ? 'opens now'
        : `opens ${formatMoment(moment, now)}, in ${formatDuration(
            Math.ceil(left / 60_000) * 60_000,
          )}`}
    </time>
  );
}
