import Button from '@material-ui/core/Button';
import { Controls, ErrorState, Quiet } from '@towpath/ui';
import { useSearchParams } from 'react-router-dom';
import { useFreezable } from '../../queries/useFreezable';
import { FreezeDialog } from './FreezeDialog';

/** The search parameter at which the dialog is open; its value is an environment or nothing. */
const DIALOG = 'freeze';

/** The way to freeze what this person may freeze, or a word on who may. */
export function BeginFreeze() {
  const [search, setSearch] = useSearchParams();
  const { environments, error, retry } = useFreezable();
  const chosen = search.get(DIALOG);
  if (error) {
    return (
      <ErrorState
        title="What can be frozen is not known"
        error={error}
        onRetry={retry}
      />
    );
  }
  if (environments?.length === 0) {
    return (
      <Quiet>
        There is no environment that you may freeze. Those who own one may, and
        platform engineers.
      </Quiet>
    );
  }
  return (
    <Controls>
      <Button
        variant="contained"
        color="primary"
        disabled={!environments}
        onClick={() => setSearch({ [DIALOG]: '' })}
      >
        Freeze an environment…
      </Button>
      {chosen !== null && environments && (
        <FreezeDialog
          environment={chosen}
          environments={environments}
          onClose={() => setSearch({}, { replace: true })}
        />
      )}
    </Controls>
  );
}
