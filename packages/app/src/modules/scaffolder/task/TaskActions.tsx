import { useEffect } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import {
  taskCancelPermission,
  taskCreatePermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { useMutation } from '@tanstack/react-query';
import { ErrorState, useOnce } from '@towpath/ui';
import { Link, useNavigate } from 'react-router-dom';
import { heldOf } from './heldOf';
import { isGoing, type TaskRun } from './readTaskRun';
import { templateOf } from './templateOf';
import { isRecoverable } from './useTaskRun';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
}));

// Also after the answer, until what was asked for is seen.
const isBusy = (asked: { isPending: boolean; isSuccess: boolean }) =>
  asked.isPending || asked.isSuccess;

/** What one can do with a task now: cancel it, go on with it, or begin another like it. */
export function TaskActions(props: { task: ScaffolderTask; run: TaskRun }) {
  const { task, run } = props;
  const classes = useStyles();
  const api = useApi(scaffolderApiRef);
  const { id } = task;
  const isHeld = heldOf(task) !== undefined;
  // The scaffolder does not know what is held; who may cancel that, the backend says.
  const mayCancel = usePermission(
    isHeld
      ? { permission: taskCreatePermission }
      : { permission: taskCancelPermission, resourceRef: id },
  );
  const mayCreate = usePermission({ permission: taskCreatePermission });
  const cancel = useMutation({ mutationFn: () => api.cancelTask(id) });
  const navigate = useNavigate();
  const retry = useMutation({
    mutationFn: async () => api.retry?.(id),
    onSuccess: answer => {
      // A rule asks about it, so that it is held under an id of its own.
      if (answer && answer.id !== id) navigate(`../${answer.id}`);
    },
  });
  const { once: cancelOnce, release: releaseCancel } = useOnce();
  const { once: retryOnce, release: releaseRetry } = useOnce();
  const { status, isCancelling } = run;
  const { reset: forgetCancel } = cancel;
  const { reset: forgetRetry } = retry;
  useEffect(() => {
    forgetCancel();
    forgetRetry();
    releaseCancel();
    releaseRetry();
  }, [
    status,
    isCancelling,
    forgetCancel,
    forgetRetry,
    releaseCancel,
    releaseRetry,
  ]);

  const going = isGoing(run);
  const cameToNothing = status === 'failed' || status === 'cancelled';
  // What is hidden of the answers of a held task is asked anew, from where it is decided.
  const ownForm = useFormPath(task);
  const formPath = isHeld ? undefined : ownForm;
  return (
    <>
      <div className={classes.root}>
        {going && (
          <Button
            size="small"
            variant="outlined"
            disabled={!mayCancel.allowed || isCancelling || isBusy(cancel)}
            onClick={() => cancelOnce(end => cancel.mutate(undefined, end))}
          >
            Cancel
          </Button>
        )}
        {cameToNothing && isRecoverable(task) && (
          <Button
            size="small"
            variant="contained"
            color="primary"
            disabled={!mayCreate.allowed || isBusy(retry)}
            onClick={() => retryOnce(end => retry.mutate(undefined, end))}
          >
            Retry
          </Button>
        )}
        {!going && formPath && mayCreate.allowed && (
          <Button
            size="small"
            variant="outlined"
            component={Link}
            to={formPath}
          >
            Start over
          </Button>
        )}
      </div>
      {cancel.error && (
        <ErrorState title="It was not cancelled" error={cancel.error} />
      )}
      {retry.error && (
        <ErrorState title="It was not retried" error={retry.error} />
      )}
    </>
  );
}

/** The template's form with the answers of this task; undefined where there is no template. */
function useFormPath(task: ScaffolderTask): string | undefined {
  const routeTo = useRouteRef(scaffolderPlugin.routes.selectedTemplate);
  const { name, namespace } = templateOf(task);
  if (!routeTo || !name) return undefined;
  const formData = JSON.stringify(task.spec.parameters);
  const path = routeTo({ namespace, templateName: name });
  return `${path}?${new URLSearchParams({ formData })}`;
}
