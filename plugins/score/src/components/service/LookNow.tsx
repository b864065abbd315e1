import Button from '@material-ui/core/Button';
import type { ScoreService } from '@towpath/plugin-score-common';
import { explainError, Line, Quiet, RelativeTime } from '@towpath/ui';
import { oldestLook } from '../../lib/drift';
import { useLook } from '../../queries/useDrift';

/** When all that the service has was looked at, and a button that has it looked at now. */
export function LookNow({ service }: { service: ScoreService }) {
  const look = useLook();
  const isAnything = service.environments.some(({ resources }) =>
    resources.some(({ status }) => status === 'provided'),
  );
  if (!isAnything) return null;
  const at = oldestLook(service);
  return (
    <Line>
      <Quiet component="span" live>
        {look.isPending && 'Looking'}
        {look.error && `Not looked at: ${explainError(look.error).reason}`}
        {look.isIdle && !at && 'Not all of it was looked at yet'}
        {!look.isPending && !look.error && at && (
          <>
            Looked at <RelativeTime at={at} />
          </>
        )}
      </Quiet>
      <Button
        size="small"
        variant="outlined"
        disabled={look.isPending}
        onClick={() => look.mutate({ service: service.service })}
      >
        Look now
      </Button>
    </Line>
  );
}
