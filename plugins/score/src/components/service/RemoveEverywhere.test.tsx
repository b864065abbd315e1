import { screen, waitFor, within } from '@testing-library/react';
import type { Run } from '@towpath/plugin-runs-common';
import { press, userEvent } from '@towpath/ui/testUtils';
import {
  planFixture,
  plannedFixture,
  resourceFixture,
  SERVICE,
  serviceFixture,
} from '../../__testUtils__/fixtures';
import { openTab } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

/** A service that has something in three environments, of which one nothing can be done about. */
function given(extra: Partial<StubScoreApi> = {}, runs: Partial<Run>[] = []) {
  const there = ['dev', 'staging', 'prod'].map(environment => [
    environment,
    [resourceFixture({ environment, id: `r-${environment}` })],
  ]);
  const service = serviceFixture(Object.fromEntries(there));
  service.environments[1].whyNot = 'It has no application in staging.';
  const plans = [
    planFixture({
      removes: true,
      resources: [plannedFixture({ action: 'delete' })],
    }),
  ];
  const api = Object.assign(new StubScoreApi(), { service, plans, ...extra });
  openTab(api, undefined, runs as Run[]);
  return api;
}

const removal = (environment: string, extra: Partial<Run> = {}) => ({
  ...{ id: `run-${environment}`, link: `/runs/run-${environment}` },
  details: { environment, removes: true },
  ...extra,
});

const rows = async () =>
  within(
    await screen.findByRole('list', { name: 'What is to go' }),
  ).getAllByRole('listitem');

const open = () => press('Remove from every environment…');

describe('removing a service everywhere', () => {
  it('lists what is there in the reverse order of promotion, and plans nothing by itself', async () => {
    const api = given();
    await open();
    expect((await rows()).map(row => row.textContent)).toEqual([
      expect.stringMatching(/^prod.*db/),
      expect.stringMatching(/^staging.*db.*It has no application in staging\./),
      expect.stringMatching(/^dev.*db/),
    ]);
    expect(api.done).toEqual([]);
  });

  it('plans each that can be planned, and begins each by the plan that was shown, once and with a reason', async () => {
    const api = given();
    await open();
    await press('Plan all removals');
    await press('Remove from prod, dev…');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('prod: db is deleted')).toBeVisible();
    expect(dialog.getByText('dev: db is deleted')).toBeVisible();
    await userEvent.type(dialog.getByLabelText(/Reason/), 'It is retired');
    await press('Remove all of it');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const asked = (name: string) =>
      api.done.filter(([what]) => what === name).map(([, request]) => request);
    expect(asked('plan')).toEqual(
      ['prod', 'dev'].map(environment => ({
        ...{ service: SERVICE, environment, removes: true },
      })),
    );
    const ids = api.plans.slice(1).map(({ id }) => id);
    expect(asked('provision')).toEqual(
      ids.map(plan => ({ plan, digest: 'shown', reason: 'It is retired' })),
    );
  });

  it('says where approval is asked for, and leaves out what is refused', async () => {
    given({
      plan: async ({ service, environment }) => ({
        ...planFixture({
          service,
          environment,
          removes: true,
          id: environment,
        }),
        ...(environment === 'prod'
          ? { whyNot: 'db stays: reports uses it' }
          : {
              approvals: [
                {
                  id: 'a',
                  groups: ['group:default/leads'],
                  count: 1,
                  fourEyes: true,
                },
              ],
            }),
      }),
    });
    await open();
    await press('Plan all removals');
    const [prod, , dev] = await rows();
    expect(prod).toHaveTextContent('db stays: reports uses it');
    expect(dev).toHaveTextContent('once it is approved');
    await press('Remove from dev…');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'once it is approved there',
    );
  });

  it('shows how far each is, and plans none that is on its way', async () => {
    const api = given({}, [
      removal('prod', {
        status: 'awaiting-approval',
        waitingFor: 'The leads look',
      }),
      removal('dev', {
        status: 'failed',
        endedAt: 'then',
        outcome: 'The server said no',
      }),
    ]);
    await open();
    const [prod, , dev] = await rows();
    expect(prod).toHaveTextContent('The leads look');
    expect(
      within(prod).getByRole('link', { name: 'Its removal' }),
    ).toHaveAttribute('href', '/runs/run-prod');
    expect(dev).toHaveTextContent('The server said no');
    await press('Plan the removal');
    await waitFor(() => expect(api.done).toHaveLength(1));
    expect(api.done[0][1]).toMatchObject({ environment: 'dev' });
  });

  it('says why not all of it was begun, and keeps the reason', async () => {
    given({ stale: 'It has changed since' });
    await open();
    await press('Plan all removals');
    await press('Remove from prod, dev…');
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/Reason/), 'It is retired');
    await press('Remove all of it');
    expect(await dialog.findByText(/It has changed since/)).toBeVisible();
    expect(dialog.getByLabelText(/Reason/)).toHaveValue('It is retired');
  });
});
