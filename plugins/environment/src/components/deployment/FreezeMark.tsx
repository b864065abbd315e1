import { makeStyles } from '@material-ui/core/styles';
import { RiSnowflakeLine } from '@remixicon/react';
import type { Freeze } from '@towpath/plugin-environment-common';
import { Moment } from '@towpath/ui';

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
  if (!freeze?.active) return null;
  return (
    <span className={classes.root} title={freeze.reason}>
      <RiSnowflakeLine size={13} aria-hidden className={classes.icon} />
      <span>
        frozen
        {freeze.endsAt && (
          <>
            {' to '}
            <Moment at={freeze.endsAt} />
          </>
        )}
      </span>
    </span>
  );
}
