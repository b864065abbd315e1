import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { isEnded, type Run, type RunMay } from '@towpath/plugin-runs-common';
import { Controls, ErrorState, Quiet } from '@towpath/ui';
import type { RunView } from '../kinds/RunView';
import { useRunParts, useRunView } from '../kinds/useRunView';
import { useRunChange } from '../queries/useRunChange';
import { CancelDialog } from './CancelDialog';
import { RollbackDialog } from './RollbackDialog';

interface Action {
  name: 'cancel' | 'retry' | 'rollback';
  words: string;
  /** What the words leave out. */
  title?: string;
  may: RunMay;
}

/** The actions that belong to the state; whether the person may is another question. */
function actionsOf(run: Run, { rollBack }: RunView): Action[] {
  const { status, can } = run;
  const actions: Action[] = [];
  if (!isEnded(status)) {
    actions.push({ name: 'cancel', words: 'Cancel', may: can.cancel });
  }
  if (status === 'failed') {
    actions.push({ name: 'retry', words: 'Retry', may: can.retry });
  }
  const back = rollBack ? rollBack(run) : rollbackOf(run);
  if (back) actions.push({ name: 'rollback', ...back, may: can.rollback });
  return actions;
}

function rollbackOf({ can }: Run) {
  return can.rollback.allowed ? { words: 'Roll back' } : undefined;
}

/** What one can do with a run now, and why not where one cannot. */
export function RunActions({ run }: { run: Run }) {
  const [open, setOpen] = useState<'cancel' | 'rollback'>();
  const retry = useRunChange(api => api.retry(run.id));
  const actions = actionsOf(run, useRunView(run.kind));
  const { RollBack = RollbackDialog } = useRunParts(run.kind).data ?? {};
  const begin = ({ name }: Action) =>
    name === 'retry' ? retry.mutate() : setOpen(name);
  const close = () => setOpen(undefined);
  return (
    <>
      <Controls>
        {actions.map(action => (
          <Button
            key={action.name}
            title={action.title}
            size="small"
            variant="outlined"
            disabled={!action.may.allowed || retry.isPending}
            onClick={() => begin(action)}
          >
            {action.words}
            {action.name === 'rollback' && '…'}
          </Button>
        ))}
        {actions
          .filter(({ may }) => !may.allowed && may.why)
          .map(({ name, words, may }) => (
            <Quiet key={name}>
              {words}: {may.why}
            </Quiet>
          ))}
      </Controls>
      {retry.error && (
        <ErrorState title="It was not retried" error={retry.error} />
      )}
      {open === 'cancel' && <CancelDialog run={run} onClose={close} />}
      {open === 'rollback' && <RollBack run={run} onClose={close} />}
    </>
  );
}
