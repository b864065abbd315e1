import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import {
  Controls,
  Notice,
  Quiet,
  ReasonDialog,
  RelativeTime,
  Stack,
} from '@towpath/ui';
import { useState } from 'react';
import { LEAST_REASON } from '../../lib/leastReason';
import { useStackWork } from '../../queries/useStackWork';
import { WhyNot } from '../shared/WhyNot';

type Lock = NonNullable<StackDetail['stack']['locked']>;

/** Who holds the state, since when, and the way to take the lock away; nothing while it is free. */
export function LockNotice({ detail }: { detail: StackDetail }) {
  // As it was when the button was pressed: no other lock is freed, whoever takes one meanwhile.
  const [freed, setFreed] = useState<Lock>();
  const { stack, abilities } = detail;
  const { locked } = stack;
  return (
    <>
      {locked && (
        <Notice>
          <Stack>
            <Holder lock={locked} />
            <Controls>
              <Button
                size="small"
                variant="outlined"
                disabled={!abilities.freeLock.allowed}
                onClick={() => setFreed(locked)}
              >
                Free the lock…
              </Button>
              <WhyNot of={abilities.freeLock} />
            </Controls>
          </Stack>
        </Notice>
      )}
      {freed && (
        <FreeDialog
          stack={stack.key}
          lock={freed}
          onClose={() => setFreed(undefined)}
        />
      )}
    </>
  );
}

/** "OperationTypeApply", as Terraform names it, in a word. */
const operationWords = (operation: string) => {
  const word = operation.replace(/^OperationType/, '').toLowerCase();
  return word === 'invalid' || word === '' ? 'at work on the state' : word;
};

function Holder({ lock }: { lock: Lock }) {
  const { holder, operation, from, since, run, lost } = lock;
  return (
    <div>
      <div>
        <strong>
          Locked by{' '}
          {run ? (
            <Link to={`/runs/${encodeURIComponent(run)}`}>{holder}</Link>
          ) : (
            holder
          )}
        </strong>{' '}
        <RelativeTime at={since} />
      </div>
      <Quiet>
        {operationWords(operation)}
        {from && `, from ${from}`}
        {lost && `. It will not be freed by itself: ${lost}`}
      </Quiet>
    </div>
  );
}

function FreeDialog(props: { stack: string; lock: Lock; onClose: () => void }) {
  const { stack, lock, onClose } = props;
  const free = useStackWork((api, reason: string) =>
    api.freeLock(stack, { id: lock.id, reason }),
  );
  return (
    <ReasonDialog
      title="Free the lock"
      about={stack}
      least={LEAST_REASON}
      verb="Free the lock"
      sending={free}
      failed="It was not freed"
      onDecide={(reason, whenFailed) =>
        free.mutate(reason, { onSuccess: onClose, ...whenFailed })
      }
      onClose={onClose}
    >
      <Holder lock={lock} />
      <Quiet>
        {lock.lost
          ? 'Whoever held it is gone. What was changed last may be missing in the state; a plan shows it.'
          : 'Whoever holds it by hand may still be at work. Its next write of the state is refused then, and what it has made until then may be missing in the state.'}
      </Quiet>
    </ReasonDialog>
  );
}
