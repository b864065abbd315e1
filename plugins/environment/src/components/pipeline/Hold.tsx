import Button from '@material-ui/core/Button';
import type { Deployment } from '@towpath/plugin-environment-common';
import { explainError, RelativeTime } from '@towpath/ui';
import { useLiftHold } from '../../queries/useDeployments';
import { Person } from '@towpath/plugin-runs-react';
import { useLaneStyles } from './useLaneStyles';

/** What {@link Hold} needs. */
export interface HoldProps {
  service: string;
  environment: string;
  hold: NonNullable<Deployment['hold']>;
}

/** Says why nothing comes by itself since a rollback, and lets it come again. */
export function Hold({ service, environment, hold }: HoldProps) {
  const classes = useLaneStyles();
  const lift = useLiftHold(service);
  return (
    <div className={classes.hold}>
      <div>
        Held since <Person by={hold.by} /> rolled back,{' '}
        <RelativeTime at={hold.since} />. Nothing is promoted here by itself
        until somebody lifts the hold, or promotes a version by hand.
      </div>
      <div className={classes.quiet}>{hold.reason}</div>
      <Button
        size="small"
        color="primary"
        disabled={lift.isPending}
        onClick={() => lift.mutate(environment)}
      >
        Lift hold
      </Button>
      {lift.error && <div role="alert">{explainError(lift.error).reason}</div>}
    </div>
  );
}
