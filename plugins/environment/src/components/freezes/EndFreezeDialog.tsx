import Typography from '@material-ui/core/Typography';
import type { Freeze } from '@towpath/plugin-environment-common';
import { ErrorState } from '@towpath/ui';
import { useOnce } from '../../hooks/useOnce';
import { useEndFreeze } from '../../queries/useFreezes';
import { DecisionDialog } from '../shared/DecisionDialog';

/** What ending a freeze lets through. */
export function EndFreezeDialog(props: {
  freeze: Freeze;
  onEnded: () => void;
  onClose: () => void;
}) {
  const { freeze, onEnded, onClose } = props;
  const { id, environment, reason, services = [] } = freeze;
  const end = useEndFreeze();
  const { once } = useOnce();
  const what =
    services.length === 0 ? 'every service' : `${services.length} services`;
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
        “{reason}” holds no more, for {what}. Promotions that only wait for it
        go on at once, automatic ones too.
      </Typography>
      {end.error && (
        <ErrorState title="The freeze still holds" error={end.error} />
      )}
    </DecisionDialog>
  );
}
