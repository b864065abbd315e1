import { Suspense } from 'react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { LogEvent } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, screen } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { Route, Routes } from 'react-router-dom';
import { TaskPage } from './TaskPage';

interface Subscriber {
  next(event: LogEvent): void;
  error(error: Error): void;
}

/** The scaffolder as its client shows it: one task, and streams that a test writes to. */
class Scaffolder {
  readonly task = {
    id: 'task-1',
    status: 'processing',
    createdAt: '2026-11-26T08:00:00.000Z',
    spec: {
      EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: 'startOver' },
      parameters: { name: 'shop' },
      steps: [
        { id: 'plan', name: 'Plan', action: 'terraform:plan' },
        { id: 'apply', name: 'Apply', action: 'terraform:apply' },
      ],
      templateInfo: {
        entityRef: 'template:default/stack',
        entity: { metadata: { name: 'stack', title: 'Stack' } },
      },
      user: { ref: 'user:default/ada' },
    },
  };
  readonly asked: (number | undefined)[] = [];
  readonly getTask = jest.fn(async (_id: string) => this.task);
  readonly cancelTask = jest.fn(async () => ({}));
  readonly retry = jest.fn(async () => ({ id: 'task-1' }));
  #id = 0;
  #subscriber?: Subscriber;

  streamLogs({ after }: { after?: number }) {
    this.asked.push(after);
    return {
      subscribe: (subscriber: Subscriber) => {
        this.#subscriber = subscriber;
        return { unsubscribe: () => undefined };
      },
    };
  }

  send(type: LogEvent['type'], body: object) {
    this.#id += 1;
    const id = this.#id;
    this.#subscriber?.next({
      id,
      type,
      taskId: 'task-1',
      createdAt: `2026-11-26T08:00:0${id}.000Z`,
      body: { message: '', ...body } as LogEvent['body'],
    });
  }

  breakOff() {
    this.#subscriber?.error(new Error('SSE connection closed unexpectedly'));
  }
}

let scaffolder: Scaffolder;

beforeEach(() => {
  scaffolder = new Scaffolder();
});

const show = () =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [scaffolderApiRef, scaffolder as any],
        [catalogApiRef, catalogApiMock()],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <QueryClientProvider
        client={
          new QueryClient({ defaultOptions: { queries: { retry: false } } })
        }
      >
        {/* As the page has it: words are loaded when they are first needed. */}
        <Suspense fallback={null}>
          <Routes>
            <Route path="/tasks/:taskId" element={<TaskPage outputs={[]} />} />
          </Routes>
        </Suspense>
      </QueryClientProvider>
    </TestApiProvider>,
    {
      initialRouteEntries: ['/tasks/task-1'],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );

const button = (name: string) => screen.findByRole('button', { name });
const begin = () => {
  scaffolder.send('log', { message: 'Starting up task with 2 steps' });
  scaffolder.send('log', {
    message: 'Beginning step Plan',
    stepId: 'plan',
    status: 'processing',
  });
};
const fail = () => {
  scaffolder.send('log', {
    message: 'Error: no bucket',
    stepId: 'plan',
    status: 'failed',
  });
  scaffolder.send('completion', {
    error: { name: 'Error', message: 'no bucket' },
  });
};

it('shows the log from the beginning, while the task goes on', async () => {
  await show();
  await button('Cancel');
  begin();

  expect(await screen.findByText('2 lines')).toBeVisible();
  expect(screen.getByText('◐ live')).toBeVisible();
  expect(screen.getAllByRole('listitem')[0]).toHaveTextContent('running');
});

it('says which step failed and why, and goes on with it when asked', async () => {
  await show();
  await button('Cancel');
  begin();
  fail();

  await says('alert', /Plan failed.*no bucket.*then retry/);
  await press('Retry');
  expect(scaffolder.retry).toHaveBeenCalledTimes(1);
  expect(await button('Retry')).toBeDisabled();

  scaffolder.send('recovered', {});
  await button('Cancel');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getAllByRole('listitem')[0]).toHaveTextContent('pending');
});

it('takes up where the connection was lost, and forgets no ending', async () => {
  await show();
  await button('Cancel');
  begin();
  fail();
  await screen.findByRole('alert');

  // Another tab is looked at and left again; a stream says nothing twice.
  for (const hidden of [true, false]) {
    jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
    fireEvent(document, new Event('visibilitychange'));
  }
  expect(scaffolder.asked).toEqual([undefined, 4]);
  expect(screen.getByRole('alert')).toHaveTextContent('no bucket');
  expect(await button('Retry')).toBeEnabled();
});

it('says that the connection is lost instead of that the task failed', async () => {
  jest.useFakeTimers({ advanceTimers: true });
  try {
    await show();
    await button('Cancel');
    begin();
    act(() => scaffolder.breakOff());

    expect(await screen.findByText(/connection lost/)).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
    await act(async () => jest.advanceTimersByTime(6_000));
    expect(await screen.findByText('◐ live')).toBeVisible();
    expect(scaffolder.asked).toEqual([undefined, 2]);
  } finally {
    jest.useRealTimers();
  }
});

it('cancels once, says that it does, and tells a cancelled task from a failed one', async () => {
  await show();
  await userEvent.dblClick(await button('Cancel'));
  expect(scaffolder.cancelTask).toHaveBeenCalledTimes(1);

  begin();
  scaffolder.send('cancelled', { stepId: 'plan', status: 'cancelled' });
  expect(await screen.findByText(/being cancelled/)).toBeVisible();
  fail();
  await button('Retry');
  expect(screen.getAllByText('cancelled')).toHaveLength(2);
  expect(screen.queryByText('failed')).toBeNull();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('says why there is nothing to show', async () => {
  scaffolder.getTask.mockRejectedValue(new NotFoundError('no task task-1'));
  await show();
  expect(await says('alert', 'no task task-1')).toBeVisible();
});

it('says of a task that never began that its steps are not to come', async () => {
  Object.assign(scaffolder.task, {
    status: 'failed',
    held: {
      ...{ run: 'run-1', status: 'rejected', needsRequester: false },
      waitsFor: 'Rejected by user:default/linus: Small is enough',
      differences: [],
    },
  });
  await show();

  expect(await screen.findByText('It never began')).toBeVisible();
  expect(screen.queryByText('pending')).toBeNull();
  expect(screen.getAllByText('skipped')).not.toHaveLength(0);
});

it('says of a held task why it has not begun, who is asked and where they decide', async () => {
  Object.assign(scaffolder.task, {
    status: 'open',
    held: {
      run: 'run-1',
      status: 'awaiting-approval',
      waitsFor: 'an approval by group:default/platform-team',
      needsRequester: false,
      differences: [
        {
          policy: 'templates',
          rule: 'large-database',
          message: 'A large database is looked at first.',
          field: 'database',
          value: 'large',
          instead: 'none or small',
          groups: ['group:default/platform-team'],
        },
      ],
    },
  });
  await show();

  expect(
    await screen.findByText('A large database is looked at first.'),
  ).toBeVisible();
  expect(
    screen.getByText('database: large; golden path: none or small'),
  ).toBeVisible();
  expect(screen.getByText('awaiting approval')).toBeVisible();
  expect(
    screen.getByRole('link', { name: 'See how it is decided' }),
  ).toHaveAttribute('href', '/runs/run-1');
  await press('Cancel');
  expect(scaffolder.cancelTask).toHaveBeenCalledWith('task-1');
});
