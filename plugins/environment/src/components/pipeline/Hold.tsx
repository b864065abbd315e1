import Button from '@material-ui/core/Button';
import type { Deployment } from '@towpath/plugin-environment-common';
import { explainError, RelativeTime } from '@towpath/ui';
import { useLiftHold } from '../../queries/useDeployments';
import { Person } from '../shared/Person';
import { useLaneStyles } from './useLaneStyles';

/** What {@link Hold} needs. */
export interface HoldProps {
  service: string;
  environment: string;
  hold: NonNullable<Deployment['hold']>;
}

/** Says why nothing comes by itself since a roll back, and lets it come again. */
export function Hold({ service, environment, hold }: HoldProps) {
  const classes = useLaneStyles();
  const lift = useLiftHold(service);
  const byItself = hold.by.startsWith('environment:');
  return (
    <div className={classes.hold}>
      <div>
        Held: nothing is promoted here by itself since{' '}
        {byItself ? 'a promotion rolled back by itself' : <Who by={hold.by} />},{' '}
        <RelativeTime at={hold.since} />.
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

function Who({ by }: { by: string }) {
  return (
    <>
      <Person by={by} /> rolled back
    </>
  );
}
