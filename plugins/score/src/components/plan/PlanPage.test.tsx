import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { planFixture, plannedFixture } from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

function given(extra: Parameters<typeof planFixture>[0] = {}) {
  const api = new StubScoreApi();
  api.plans = [planFixture(extra)];
  openPage(`/score/plans/${api.plans[0].id}`, api);
  return api;
}

describe('a plan', () => {
  it('says what is lost first, what changes, what is written and what it costs', async () => {
    given({
      resources: [
        plannedFixture(),
        plannedFixture({
          name: 'cache',
          type: 'redis',
          action: 'delete',
          notes: ['It holds data: a final copy is kept for a time'],
        }),
        plannedFixture({
          name: 'queue',
          action: 'update',
          changes: [{ field: 'size', before: '1', after: '5' }],
        }),
      ],
      files: [{ file: 'apps/web.yaml', before: 'a: 1\n', after: 'a: 2\n' }],
      cost: {
        before: { amount: 10, currency: 'EUR' },
        after: { amount: 25, currency: 'EUR' },
      },
    });
    const rows = within(
      await screen.findByRole('list', { name: 'Resources' }),
    ).getAllByText(/^(deleted|created|changed)$/);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringContaining('deleted'),
      expect.stringContaining('created'),
      expect.stringContaining('changed'),
    ]);
    expect(
      screen.getByText(
        '1 resource deleted, 1 created, 1 changed, 1 file in Git',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('group', { name: 'What changes in apps/web.yaml' }),
    ).toHaveTextContent('− a: 1+ a: 2');
    expect(
      screen.getByRole('group', { name: 'What changes of queue' }),
    ).toHaveTextContent('size1→5');
    expect(screen.getByText('€10.00 a month → €25.00 a month')).toBeVisible();
  });

  it('says what exists already and is taken over, and who says so', async () => {
    given({
      resources: [
        plannedFixture({
          action: 'import',
          imports: {
            name: 'database legacy_orders on main',
            file: 'platform/imports/orders.yaml',
            line: 3,
            what: { server: 'main', database: 'legacy_orders' },
          },
          changes: [
            {
              field: 'access of reporting',
              before: 'as granted',
              after: 'kept, as granted',
            },
          ],
        }),
      ],
    });
    const list = await screen.findByRole('list', { name: 'Resources' });
    expect(list).toHaveTextContent(
      'The database legacy_orders on main becomes it, with all that it holds, as platform/imports/orders.yaml:3 says',
    );
    expect(within(list).getByText('taken over')).toBeVisible();
    expect(list).toHaveTextContent('access of reporting');
  });

  it('says with what a resource comes that no file asks for', async () => {
    const broughtBy = { uid: 's3.default#shop.files', type: 's3' };
    given({
      resources: [
        plannedFixture({
          name: 'files.access',
          broughtBy: { ...broughtBy, name: 'files' },
        }),
      ],
    });
    expect(await screen.findByText('brought by s3 files')).toBeVisible();
  });

  it('says what the platform changes in the manifests, and what it leaves as it is', async () => {
    given({
      patches: [
        {
          name: 'grace',
          title: 'Time to end',
          owner: 'group:default/platform-team',
          objects: [
            {
              object: 'Deployment shop',
              changes: [{ field: 'spec.replicas', before: '1', after: '3' }],
            },
          ],
        },
        {
          ...{ name: 'spread', title: 'Spread over zones', objects: [] },
          whyNot: 'it is for tiers production, not development',
        },
      ],
    });
    const list = await screen.findByRole('list', {
      name: 'Patches of the platform',
    });
    const [grace, spread] = within(list).getAllByText(/^(≠ )?changes|without/);
    expect(grace.closest('li')).toHaveTextContent('platform-team');
    expect(
      screen.getByRole('group', { name: 'What Time to end changes' }),
    ).toHaveTextContent('Deployment shopspec.replicas1→3');
    expect(spread.closest('li')).toHaveTextContent(
      /without effect.*Spread over zones.*it is for tiers production/,
    );
  });

  it('of a removal is of no file, and can be done', async () => {
    given({
      removes: true,
      source: undefined,
      resources: [plannedFixture({ action: 'delete' })],
      files: [{ file: 'apps/web.yaml', before: 'a: 1\n' }],
    });
    await press('Remove from dev');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Remove payment-service from dev',
    );
    expect(screen.getByRole('dialog')).toHaveTextContent('db is deleted');
  });

  it('says which file was laid over the Score file', async () => {
    given({ override: { name: 'score.dev.yaml' } });
    expect(await screen.findByText('with score.dev.yaml')).toBeVisible();
  });

  it('of a service that was written by hand shows what becomes of each object', async () => {
    given({
      handWritten: ['../../base'],
      objects: [
        { object: 'Deployment web', before: 'a: 1\n', after: 'a: 2\n' },
        { object: 'Ingress web', before: 'kind: Ingress\n' },
      ],
    });
    expect(await screen.findByText('2 objects change')).toBeVisible();
    expect(
      screen.getByText(/Argo CD deploys \.\.\/\.\.\/base to/),
    ).toBeVisible();
    expect(
      screen.getByRole('group', { name: 'What changes of Deployment web' }),
    ).toHaveTextContent('− a: 1+ a: 2');
    expect(screen.getByText('Ingress web, goes')).toBeVisible();
  });

  it('that replaces nothing written by hand says nothing of it', async () => {
    given();
    await screen.findByText('Manifests');
    expect(screen.queryByText('Written by hand until now')).toBeNull();
  });

  it('is done once with a reason, and leads to the run', async () => {
    const api = given();
    await press('Provision dev');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Reason' }),
      'Refunds need a table',
    );
    await userEvent.dblClick(
      dialog.getByRole('button', { name: 'Provision dev' }),
    );
    await waitFor(() =>
      expect(api.done).toEqual([
        [
          'provision',
          {
            plan: api.plans[0].id,
            digest: 'shown',
            reason: 'Refunds need a table',
          },
        ],
      ]),
    );
  });

  it('asks for approval where a rule wants it, and names what is lost', async () => {
    given({
      resources: [plannedFixture({ action: 'delete' })],
      verdicts: [
        {
          policy: 'databases',
          rule: 'deletion',
          effect: 'gate',
          message: 'A database is deleted by two people',
        },
      ],
      approvals: [
        {
          id: 'leads',
          groups: ['group:default/leads'],
          count: 1,
          fourEyes: true,
        },
      ],
    });
    expect(
      await screen.findByText('A database is deleted by two people'),
    ).toBeVisible();
    expect(screen.getByText('not by whoever asks')).toBeVisible();
    await press('Provision dev');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('db is deleted');
    expect(
      within(dialog).getByRole('button', { name: 'Ask for approval' }),
    ).toBeEnabled();
  });

  it('that is stale is refused, and made anew from there', async () => {
    const api = given();
    api.stale = 'The Score file has changed since';
    await press('Provision dev');
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Provision dev' }),
    );
    await says('alert', 'The Score file has changed since');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Plan again' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.done.at(-1)).toEqual([
      'plan',
      { service: api.plans[0].service, environment: 'dev' },
    ]);
  });

  it('says why one definition provides a resource, and another does not', async () => {
    given({
      resources: [
        plannedFixture({
          definition: 'postgres',
          considered: [
            {
              ...{ definition: 'postgres', matches: true },
              why: 'the only one that applies',
            },
            {
              ...{ definition: 'postgres-audited', matches: false },
              why: 'is for the class audited',
            },
          ],
        }),
      ],
    });
    await press('Why postgres provides db');
    const list = await screen.findByRole('list', { name: 'Definitions' });
    expect(list).toHaveTextContent(
      /provides it.*the only one that applies.*passed over.*is for the class audited/,
    );
  });

  it('without effect says so, and offers nothing to do', async () => {
    given({
      hasEffect: false,
      files: [],
      resources: [plannedFixture({ action: 'none' })],
    });
    expect(
      await screen.findByText('Everything is as the Score file asks.'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Provision/ })).toBeNull();
  });

  it.each([
    [
      'a rule forbids it',
      { whyNot: 'The budget is spent' },
      'The budget is spent',
    ],
    [
      'it is too old',
      { expiresAt: '2020-01-01T00:00:00.000Z' },
      /too old to be relied upon/,
    ],
  ])('cannot be done when %s, which is said', async (_, extra, words) => {
    given(extra);
    expect(await screen.findByText(words)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Provision dev' }),
    ).toBeDisabled();
  });

  it('that is gone leads back', async () => {
    openPage('/score/plans/nope', new StubScoreApi());
    expect(
      await screen.findByText('There is no such plan any more'),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See all resources' }),
    ).toHaveAttribute('href', '/score');
  });
});
