import { useState } from 'react';
import Button from '@material-ui/core/Button';
import type { May, Promotion } from '@towpath/plugin-environment-common';
import { Controls, ErrorState, Quiet } from '@towpath/ui';
import { hasEnded } from '../../lib/hasEnded';
import { shortVersion } from '../../lib/shortVersion';
import { usePromotionChange } from '../../queries/usePromotionChanges';
import { CancelDialog } from './CancelDialog';
import { RollbackDialog } from './RollbackDialog';

interface Action {
  name: 'cancel' | 'retry' | 'rollback';
  words: string;
  /** The whole version that the words name. */
  version?: string;
  may: May;
}

/** The actions that belong to the state; whether the person may is another question. */
function actionsOf({ status, kind, can, fromVersion }: Promotion): Action[] {
  const ended = hasEnded({ status });
  const actions: Action[] = [];
  if (!ended) {
    actions.push({ name: 'cancel', words: 'Cancel', may: can.cancel });
  }
  if (status === 'failed') {
    actions.push({ name: 'retry', words: 'Retry', may: can.retry });
  }
  const wasWritten = status === 'succeeded' || status === 'failed';
  if (can.rollback.allowed || (kind === 'promotion' && wasWritten)) {
    const words = fromVersion
      ? `Roll back to ${shortVersion(fromVersion)}…`
      : 'Roll back…';
    actions.push({
      name: 'rollback',
      words,
      version: fromVersion,
      may: can.rollback,
    });
  }
  return actions;
}

/** What one can do with a promotion now, and why not where one cannot. */
export function PromotionActions({ promotion }: { promotion: Promotion }) {
  const [open, setOpen] = useState<'cancel' | 'rollback'>();
  const retry = usePromotionChange(api => api.retry(promotion.id));
  const actions = actionsOf(promotion);
  const begin = ({ name }: Action) =>
    name === 'retry' ? retry.mutate() : setOpen(name);
  const close = () => setOpen(undefined);
  return (
    <>
      <Controls>
        {actions.map(action => (
          <Button
            key={action.name}
            title={action.version}
            size="small"
            variant="outlined"
            disabled={!action.may.allowed || retry.isPending}
            onClick={() => begin(action)}
          >
            {action.words}
          </Button>
        ))}
        {actions
          .filter(({ may }) => !may.allowed && may.why)
          .map(({ name, words, may }) => (
            <Quiet key={name}>
              {words.replace('…', '')}: {may.why}
            </Quiet>
          ))}
      </Controls>
      {retry.error && (
        <ErrorState title="It was not retried" error={retry.error} />
      )}
      {open === 'cancel' && (
        <CancelDialog promotion={promotion} onClose={close} />
      )}
      {open === 'rollback' && (
        <RollbackDialog promotion={promotion} onClose={close} />
      )}
    </>
  );
}
