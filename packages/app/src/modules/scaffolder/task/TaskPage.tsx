import { Suspense } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { BreadcrumbEntry, useApi } from '@backstage/frontend-plugin-api';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import {
  DefaultTemplateOutputs,
  type ScaffolderTemplateOutputsComponent,
} from '@backstage/plugin-scaffolder-react/alpha';
import { useQuery } from '@tanstack/react-query';
import {
  ErrorState,
  LiveLog,
  RunSteps,
  SectionCard,
  Waiting,
  type LogState,
} from '@towpath/ui';
import { useParams } from 'react-router-dom';
import { HeldCard } from './HeldCard';
import { heldOf, mayBegin } from './heldOf';
import { isGoing } from './readTaskRun';
import { isRecoverable, useTaskRun } from './useTaskRun';
import { TaskHeader } from './TaskHeader';
import { templateOf } from './templateOf';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 3, 6),
    maxWidth: 1440,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5, 1.5, 4) },
  },
}));

const HELD_LOOK_MS = 3_000;

/** How a template shows what its tasks give out, where it has its own way. */
export interface TemplateOutputs {
  component: ScaffolderTemplateOutputsComponent;
  templateRefs: string[];
}

/** A task of a template while it goes on and after: its steps, what it gives out, and its log. */
export function TaskPage({ outputs }: { outputs: TemplateOutputs[] }) {
  const { taskId = '' } = useParams();
  const classes = useStyles();
  const api = useApi(scaffolderApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['scaffolder', 'task', taskId],
    queryFn: () => api.getTask(taskId),
    // It begins, or ends, by what other people do.
    refetchInterval: query =>
      query.state.data && heldOf(query.state.data) ? HELD_LOOK_MS : false,
  });
  return (
    <main className={classes.root}>
      {data && <Known key={data.id} task={data} outputs={outputs} />}
      {!data && error && (
        <ErrorState
          title="The task cannot be shown"
          error={error}
          onRetry={() => refetch()}
        />
      )}
      {!data && !error && <Waiting rows={8} />}
    </main>
  );
}

function Known(props: { task: ScaffolderTask; outputs: TemplateOutputs[] }) {
  const { task, outputs } = props;
  const { run, isConnected } = useTaskRun(task);
  const { ref, title } = templateOf(task);
  const held = heldOf(task);
  const own = outputs.find(({ templateRefs }) => templateRefs.includes(ref));
  const Outputs = own?.component ?? DefaultTemplateOutputs;
  const { steps, lines, error, output } = run;
  const failed = steps.find(step => step.status === 'failed');
  const open: LogState = isConnected ? 'live' : 'reconnecting';
  return (
    <BreadcrumbEntry entry={{ label: title, href: task.id }}>
      <TaskHeader task={task} run={run} />
      {held && <HeldCard held={held} task={task} />}
      {error && !held && (
        <ErrorState
          title={failed ? `${failed.title} failed` : 'The task failed'}
          error={error}
          whatToDo={
            isRecoverable(task)
              ? 'Mend what it names, then retry: what is done already is not done again.'
              : 'Mend what it names, then start over with the same answers.'
          }
        />
      )}
      <RunSteps
        steps={
          held && !mayBegin(held)
            ? steps.map(step => ({ ...step, status: 'skipped' }))
            : steps
        }
        label="Steps"
      />
      <Suspense fallback={null}>
        <Outputs output={output} />
      </Suspense>
      <SectionCard title="Log">
        <LiveLog
          label="Log"
          lines={lines}
          state={isGoing(run) ? open : 'ended'}
          empty="It begins in a moment."
        />
      </SectionCard>
    </BreadcrumbEntry>
  );
}
