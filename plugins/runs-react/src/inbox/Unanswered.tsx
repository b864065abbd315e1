import { makeStyles } from '@material-ui/core/styles';
import type { UnansweredKind } from '@towpath/plugin-runs-common';
import { Notice, Quiet, Stack } from '@towpath/ui';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(0, 2, 2) },
}));

/** Which kinds of runs are not in a list although there may be some, and why. */
export function Unanswered({ kinds }: { kinds: UnansweredKind[] }) {
  const classes = useStyles();
  if (kinds.length === 0) return null;
  return (
    <div className={classes.root}>
      <Stack>
        {kinds.map(({ kind, title, message, refused }) =>
          refused ? (
            <Quiet key={kind}>
              {title}: not for you to see. {message}.
            </Quiet>
          ) : (
            <Notice key={kind} alert>
              <strong>{title}: whether there is any is not known.</strong>{' '}
              {message}.
            </Notice>
          ),
        )}
      </Stack>
    </div>
  );
}
