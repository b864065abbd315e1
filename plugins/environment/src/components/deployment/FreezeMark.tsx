import { makeStyles } from '@material-ui/core/styles';
import { RiSnowflakeLine } from '@remixicon/react';
import type { Freeze } from '@towpath/plugin-environment-common';
import { formatMoment, useNow } from '@towpath/ui';
import { DateTime } from 'luxon';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.palette.info.main,
    fontSize: theme.typography.pxToRem(12),
    fontWeight: 500,
  },
  icon: { flexShrink: 0 },
}));

/** Says that nothing is promoted into an environment, and until when; nothing when no freeze holds. */
export function FreezeMark({ freeze }: { freeze?: Freeze }) {
  const classes = useStyles();
  const now = useNow();
  if (!freeze?.active) return null;
  const until = freeze.endsAt
    ? ` to ${formatMoment(DateTime.fromISO(freeze.endsAt), now)}`
    : '';
  return (
    <span className={classes.root} title={freeze.reason}>
      <RiSnowflakeLine size={13} aria-hidden className={classes.icon} />
      frozen{until}
    </span>
  );
}
