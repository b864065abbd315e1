import { useEffect, useMemo, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  LogEvent,
  ScaffolderTask,
} from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { followTask } from './followTask';
import { readTaskRun } from './readTaskRun';

/** Whether a retry goes on where the task stopped. */
export const isRecoverable = ({ spec }: Pick<ScaffolderTask, 'spec'>) =>
  spec.EXPERIMENTAL_recovery?.EXPERIMENTAL_strategy === 'startOver';

/** A task as it goes on. */
export function useTaskRun(task: ScaffolderTask) {
  const api = useApi(scaffolderApiRef);
  const [events, setEvents] = useState<LogEvent[]>([]);
  const [isConnected, setConnected] = useState(true);
  const { id: taskId } = task;
  const recoverable = isRecoverable(task);
  useEffect(() => {
    setEvents([]);
    return followTask({
      api,
      taskId,
      isRecoverable: recoverable,
      onEvents: more => setEvents(known => [...known, ...more]),
      onConnection: setConnected,
    });
  }, [api, taskId, recoverable]);
  const run = useMemo(() => readTaskRun(task, events), [task, events]);
  return { run, isConnected };
}
