import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  identityApiRef,
  type ExtensionDefinition,
} from '@backstage/frontend-plugin-api';
import {
  mockApis,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { QueryClientProvider } from '@tanstack/react-query';
import type { Run } from '@towpath/plugin-runs-common';
import {
  RunViewBlueprint,
  runsApiRef,
  runViewsApiRef,
} from '@towpath/plugin-runs-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import { createQueryClient } from '@towpath/ui';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import runsPlugin from '.';
import { StubRunsApi, waitingRun } from './__testUtils__/StubRunsApi';
import { WaitingSection } from './components/WaitingSection';

const ID = waitingRun().id;

/** What the plugin of stacks would add. */
const stackView = RunViewBlueprint.make({
  name: 'stack',
  params: {
    kind: 'stack',
    noun: 'stack',
    approve: ({ details }) => `Approve ${details.adds} new things`,
    whatStays: () => 'What was made so far stays.',
    parts: async () => ({
      Middle: ({ run }) => <p>Adds {String(run.details.adds)} things</p>,
      Change: ({ run }) => <p>Plan: {String(run.details.adds)} to add</p>,
    }),
  },
});

/** Opens a page as Grace; tells the pages that a stack has changed. */
function open(
  path: string,
  api: StubRunsApi,
  extensions: ExtensionDefinition[] = [stackView],
) {
  const heard: (() => void)[] = [];
  const subscribe: SignalApi['subscribe'] = (channel, listener) => {
    if (channel === 'stacks') heard.push(() => listener({} as never));
    return { unsubscribe: () => {} };
  };
  renderTestApp({
    features: [runsPlugin],
    extensions,
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [runsApiRef, api],
      [signalApiRef, { subscribe }],
      [
        identityApiRef,
        mockApis.identity({ userEntityRef: 'user:default/grace' }),
      ],
    ],
  });
  return { tell: () => act(async () => heard.forEach(hear => hear())) };
}

const inbox = () => screen.findByRole('list', { name: 'Waiting for me' });

describe('the inbox', () => {
  it('shows what waits, of each kind what its plugin adds, and decides about it', async () => {
    const api = new StubRunsApi([
      waitingRun(),
      waitingRun({ id: 'other', kind: 'journey', title: 'Welcome Nia' }),
    ]);
    open('/approvals', api);
    const list = await inbox();
    expect(await within(list).findByText('Adds 2 things')).toBeVisible();
    expect(within(list).getByText('Welcome Nia')).toBeVisible();
    await press('Approve 2 new things');
    expect(await within(list).findByText('running')).toBeVisible();
    expect(api.done).toEqual([
      ['approve', ID, { digest: 'shown', comment: undefined }],
    ]);
    // A kind that no plugin of the app knows is decided about all the same.
    await press('Approve');
    await waitFor(() => expect(api.done).toHaveLength(2));
  });

  it('names the kinds that did not answer, and does not say that nothing waits', async () => {
    const api = new StubRunsApi();
    api.unanswered = [
      {
        kind: 'stack',
        title: 'Stack',
        message: 'The stacks are moved until 14:00',
        refused: false,
      },
    ];
    open('/approvals', api);
    expect(
      (await screen.findAllByText(/The stacks are moved until 14:00/))[0],
    ).toBeVisible();
    expect(screen.queryByText('Nothing waits for you')).toBeNull();
  });

  it('lets nobody decide about what cannot be shown', async () => {
    const broken = RunViewBlueprint.make({
      name: 'stack',
      params: {
        kind: 'stack',
        noun: 'stack',
        parts: async () => {
          throw new NotFoundError('A newer portal has taken its place');
        },
      },
    });
    open('/approvals', new StubRunsApi([waitingRun()]), [broken]);
    await says('alert', 'A newer portal has taken its place');
    expect(screen.getByText('bucket reports')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('says that nothing waits when every kind has said so', async () => {
    open('/approvals', new StubRunsApi());
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();
  });
});

describe('the page of a run', () => {
  it('shows how it stands, and what its plugin adds, and moves on with a signal', async () => {
    const api = new StubRunsApi([waitingRun()]);
    const { tell } = open(`/runs/${ID}`, api);
    expect(
      await screen.findByRole('heading', { name: 'bucket reports', level: 2 }),
    ).toBeVisible();
    expect(screen.getByText('Plan: 2 to add')).toBeVisible();
    expect(screen.getByText('Reports for the auditors')).toBeVisible();
    expect(screen.getByText('Apply the plan')).toBeVisible();
    api.runs = [waitingRun({ status: 'succeeded' })];
    await tell();
    expect(await screen.findByText('succeeded')).toBeVisible();
  });

  it('says what cancelling leaves behind before it does it', async () => {
    const api = new StubRunsApi([waitingRun()]);
    open(`/runs/${ID}`, api);
    await press('Cancel');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'What was made so far stays.',
    );
    await press('Cancel the stack');
    await waitFor(() => expect(api.done[0]?.[0]).toBe('cancel'));
  });

  it('takes a run back with a reason, and leads to the run that does it', async () => {
    const run = waitingRun({ status: 'succeeded' });
    run.can = { ...run.can, rollback: { allowed: true } };
    const api = new StubRunsApi([run]);
    open(`/runs/${ID}`, api);
    await press('Roll back…');
    const dialog = within(await screen.findByRole('dialog'));
    const verb = dialog.getByRole('button', { name: 'Roll back' });
    expect(verb).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Reason/ }),
      'Too dear',
    );
    await userEvent.dblClick(verb);
    expect(
      await screen.findByRole('heading', { name: 'undo reports', level: 2 }),
    ).toBeVisible();
    expect(api.done).toEqual([['rollBack', ID, 'Too dear']]);
  });

  it('shows one whose kind has added nothing', async () => {
    const api = new StubRunsApi([waitingRun()]);
    open(`/runs/${ID}`, api, []);
    expect(
      await screen.findByRole('button', { name: 'Approve' }),
    ).toBeVisible();
  });

  it('says that there is none', async () => {
    open('/runs/nope', new StubRunsApi());
    expect(await says('alert', 'There is no run "nope"')).toBeVisible();
  });
});

describe('what waits for me on home', () => {
  const minutesAgo = (minutes: number) =>
    new Date(Date.now() - minutes * 60_000).toISOString();
  const mine = (id: string, run: Partial<Run>) =>
    waitingRun({
      id,
      title: id,
      subject: `resource:default/${id}`,
      requestedBy: 'user:default/grace',
      can: { ...waitingRun().can, approve: { allowed: false } },
      ...run,
    });
  const section = () => screen.findByRole('region', { name: 'Waiting for me' });

  async function openHome(api: StubRunsApi) {
    await renderInTestApp(
      <QueryClientProvider client={createQueryClient()}>
        <WaitingSection />
        <p>the rest</p>
      </QueryClientProvider>,
      {
        apis: [
          [runsApiRef, api],
          [runViewsApiRef, { list: () => [] }],
          [
            identityApiRef,
            mockApis.identity({ userEntityRef: 'user:default/grace' }),
          ],
        ],
      },
    );
  }

  it('is what I can decide and what of mine has failed lately, of every kind', async () => {
    const status = 'failed';
    const bucket = { subject: 'resource:default/bucket', where: 'prod' };
    await openHome(
      new StubRunsApi([
        waitingRun(),
        waitingRun({ id: 'b', kind: 'journey', title: 'Welcome Nia' }),
        mine('shelf', { status, outcome: 'No disk', endedAt: minutesAgo(5) }),
        mine('cart', { status: 'rolled-back', endedAt: minutesAgo(6) }),
        // Somebody has got it right since; elsewhere nobody has.
        mine('right', { ...bucket, status: 'succeeded' }),
        mine('wrong', { ...bucket, status, endedAt: minutesAgo(60) }),
        mine('other', {
          ...bucket,
          where: 'dev',
          status,
          endedAt: minutesAgo(60),
        }),
        mine('old', { status, endedAt: minutesAgo(60 * 24 * 30) }),
      ]),
    );
    const items = within(await section()).getAllByRole('listitem');
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringMatching(/Approval.*bucket reports.*auditors.*Decide/),
      expect.stringMatching(/Approval.*Welcome Nia/),
      expect.stringMatching(/Failed.*shelf.*No disk.*See what failed/),
      expect.stringMatching(/Rolled back.*cart.*See why/),
      expect.stringMatching(/Failed.*other/),
    ]);
  });

  it('is nothing at all when nothing does', async () => {
    const api = new StubRunsApi();
    const asked = jest.spyOn(api, 'list');
    await openHome(api);
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    expect(await screen.findByText('the rest')).toBeVisible();
    expect(screen.queryByText('Waiting for me')).not.toBeInTheDocument();
  });

  it('is never said to be nothing while a kind has not answered', async () => {
    const api = new StubRunsApi();
    const title = 'Stack';
    api.unanswered = [
      { kind: 'stack', title, message: 'Moved until 14:00', refused: false },
    ];
    await openHome(api);
    expect(await section()).toHaveTextContent('Moved until 14:00');
  });

  it('is never said to be nothing while nobody has answered', async () => {
    const api = new StubRunsApi();
    api.list = async () => {
      throw new NotAllowedError('The database is away.');
    };
    await openHome(api);
    await says('alert', 'The database is away.');
    expect(screen.getByText('What waits for you is not known')).toBeVisible();
  });
});
