import Button from '@material-ui/core/Button';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ErrorState, useOnce } from '@towpath/ui';
import { templateGatesApiRef } from '../api/templateGatesApiRef';

/** What {@link GoOn} needs. */
export interface GoOnProps {
  /** Of what is held. */
  id: string;
}

/** Has what is approved go on in the name of who looks. */
export function GoOn({ id }: GoOnProps) {
  const api = useApi(templateGatesApiRef);
  const queries = useQueryClient();
  const { once } = useOnce();
  const goOn = useMutation({
    mutationFn: () => api.goOn(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Button
        size="small"
        variant="contained"
        color="primary"
        disabled={goOn.isPending || goOn.isSuccess}
        onClick={() => once(whenFailed => goOn.mutate(undefined, whenFailed))}
      >
        Have it go on
      </Button>
      {goOn.error && <ErrorState title="It did not go on" error={goOn.error} />}
    </>
  );
}
