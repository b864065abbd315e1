import Typography from '@material-ui/core/Typography';
import type { Freeze } from '@towpath/plugin-environment-common';
import { DecisionDialog, ErrorState, useOnce } from '@towpath/ui';
import { serviceName } from '../../lib/serviceName';
import { useEndFreeze } from '../../queries/useFreezes';

function whatOf({ services = [] }: Freeze): string {
  if (services.length === 0) return 'every service';
  return services.length === 1
    ? serviceName(services[0])
    : `${services.length} services`;
}

/** What ending a freeze lets through. */
export function EndFreezeDialog(props: {
  freeze: Freeze;
  onEnded: () => void;
  onClose: () => void;
}) {
  const { freeze, onEnded, onClose } = props;
  const { id, environment, reason, active } = freeze;
  const end = useEndFreeze();
  const { once } = useOnce();
  return (
    <DecisionDialog
      title={`End the freeze of ${environment}`}
      verb="End the freeze"
      leave="Let it hold"
      busy={end.isPending}
      focusVerb
      onDecide={() =>
        once(whenFailed =>
          end.mutate(id, { onSuccess: onEnded, ...whenFailed }),
        )
      }
      onClose={onClose}
    >
      <Typography variant="body2">
        {active
          ? `“${reason}” holds no more, for ${whatOf(
              freeze,
            )}. Promotions that only wait for it go on at once, automatic ones too.`
          : `“${reason}” will not begin, for ${whatOf(freeze)}.`}
      </Typography>
      {end.error && (
        <ErrorState title="The freeze was not ended" error={end.error} />
      )}
    </DecisionDialog>
  );
}
