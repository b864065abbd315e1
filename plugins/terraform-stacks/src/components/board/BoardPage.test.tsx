import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { driftedFixture, stackFixture } from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubStacks } from '../../__testUtils__/StubStacks';

const rows = async () => {
  const table = await screen.findByRole('table', { name: 'Stacks' });
  return within(table).getAllByRole('row').slice(1);
};

describe('the stacks', () => {
  it('each say whose they are, how they stand, and lead to their own page', async () => {
    const backend = new StubStacks();
    backend.stacks([
      driftedFixture({
        service: 'component:default/shop',
        lastRun: {
          id: '1',
          status: 'failed',
          link: '/runs/1',
          at: '2026-11-20T10:00:00.000Z',
        },
        locked: {
          id: 'lock',
          holder: 'Ada, by hand',
          operation: 'OperationTypeApply',
          since: '2026-11-20T10:00:00.000Z',
        },
      }),
      stackFixture({ key: 'sealed', resources: -1 }),
    ]);
    openPage('', backend);
    const [first, second] = await rows();
    expect(
      within(first).getByRole('link', { name: 'shop-dev' }),
    ).toHaveAttribute('href', '/terraform-stacks/shop-dev');
    expect(within(first).getByRole('link', { name: 'failed' })).toHaveAttribute(
      'href',
      '/runs/1',
    );
    for (const words of ['team-finance', 'shop', 'drifted', 'locked'])
      expect(within(first).getByText(words)).toBeVisible();
    expect(first).toHaveTextContent('by Ada, by hand');
    // A state that cannot be read is not an empty one.
    expect(within(second).getByText('unread')).toBeVisible();
  });

  it('are narrowed by the address, in which the filters are kept', async () => {
    const backend = new StubStacks();
    backend.stacks([stackFixture()]);
    backend.stacks([driftedFixture({ key: 'drifted-one' })], {
      drift: 'drifted',
    });
    openPage('?drift=drifted', backend);
    expect(await screen.findByText('drifted-one')).toBeVisible();
    await userEvent.selectOptions(screen.getByLabelText('Drift'), '');
    expect(await screen.findByText('shop-dev')).toBeVisible();
  });

  it('say that no filter matches, and how to see all', async () => {
    const backend = new StubStacks();
    backend.stacks([stackFixture()]);
    backend.stacks([], { environment: 'nowhere' });
    openPage('?environment=nowhere', backend);
    await press('Show all stacks');
    expect(await screen.findByText('shop-dev')).toBeVisible();
  });

  it('come page by page, thousands of them', async () => {
    const backend = new StubStacks();
    const all = Array.from({ length: 150 }, (_, at) =>
      stackFixture({ key: `stack-${at}` }),
    );
    const page = { items: all.slice(0, 100), total: 150, nextCursor: 'more' };
    backend.answer('get', '/stacks', page);
    backend.answer(
      'get',
      '/stacks',
      { items: all.slice(100), total: 150 },
      { query: { cursor: 'more' } },
    );
    openPage('', backend);
    expect(await screen.findByText('150 stacks')).toBeVisible();
    expect(await screen.findByText('stack-0')).toBeVisible();
  });

  it('are not taken for none when one may not see them', async () => {
    const backend = new StubStacks();
    backend.refuse('get', '/stacks', new NotAllowedError('Not yours to see.'), {
      once: true,
    });
    openPage('', backend);
    await says('alert', 'Not yours to see.');
    await press('Try again');
    expect(await screen.findByText('There is no stack yet')).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('begin with a sample where there is none', async () => {
    openPage('', new StubStacks());
    expect(
      await screen.findByRole('link', { name: 'Begin a sample stack' }),
    ).toBeVisible();
  });
});
