import { screen } from '@testing-library/react';
import type { Run } from '@towpath/plugin-runs-common';
import { press } from '@towpath/ui/testUtils';
import { SERVICE } from '../../__testUtils__/fixtures';
import { openRun } from '../../__testUtils__/openRun';
import { upkeepView } from './upkeepView';

const no = { allowed: false };
const yes = { allowed: true };

function open(details: object, extra: Partial<Run> = {}) {
  const run: Run = {
    ...{ id: 'r1', kind: 'resource-upkeep', title: 'New secrets for db' },
    ...{ subject: SERVICE, link: '/runs/r1', status: 'succeeded' },
    requestedBy: 'user:default/ada',
    reason: 'Somebody has left',
    createdAt: '2026-11-20T10:00:00.000Z',
    endedAt: '2026-11-20T10:01:00.000Z',
    steps: [{ name: 'work', title: 'Make new secrets', status: 'done' }],
    approval: { digest: 'shown', required: [], decisions: [] },
    can: { approve: no, reject: no, cancel: no, retry: no, rollback: no },
    ...extra,
    details: {
      ...{ work: 'rotate', name: 'db', type: 'postgres', class: 'shared' },
      ...{ service: SERVICE, environment: 'prod' },
      ...details,
    },
  };
  openRun(run, upkeepView);
}

const part = (name: string) => screen.findByRole('group', { name });

describe('the page of work on one resource', () => {
  it('says what is done to what, what it means, why and by whom it was asked for, and what came of it', async () => {
    open({});
    expect(
      await screen.findByRole('heading', {
        name: 'New secrets for db of payment-service in prod',
      }),
    ).toBeVisible();
    expect(await part('To what')).toHaveTextContent(
      'dbpostgres, sharedof payment-service in prod',
    );
    expect(await part('What it means')).toHaveTextContent(
      'Those of before work until the next time.',
    );
    expect(await part('What came of it')).toHaveTextContent(
      'The new secrets are kept.',
    );
    expect(screen.getByText('Somebody has left')).toBeVisible();
    expect(screen.getAllByText('ada')[0]).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'What payment-service has now' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payment-service/resources?environment=prod',
    );
  });

  it('of a hand-over leads to both services, and says who pays from then on', async () => {
    open({ work: 'hand-over', to: 'component:default/reports' });
    expect(
      await screen.findByRole('heading', {
        name: 'Hand over db of payment-service in prod to reports',
      }),
    ).toBeVisible();
    expect(await part('What it means')).toHaveTextContent('pays for it');
    expect(await part('What came of it')).toHaveTextContent(
      "It is reports's. payment-service uses it.",
    );
    expect(
      screen.getByRole('link', { name: 'What reports has now' }),
    ).toBeVisible();
  });

  it.each([
    ['failed', 'It was not done: The server said no'],
    ['running', 'It is not done yet.'],
  ] as const)('%s is not told as done', async (status, words) => {
    const ended =
      status === 'running'
        ? { endedAt: undefined }
        : { outcome: 'The server said no' };
    open({ work: 'restore' }, { status, ...ended });
    expect(await part('What came of it')).toHaveTextContent(words);
  });

  it('says what cancelling leaves behind', async () => {
    open(
      { work: 'restore' },
      {
        ...{ status: 'running', endedAt: undefined },
        can: { approve: no, reject: no, cancel: yes, retry: no, rollback: no },
      },
    );
    await press('Cancel');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'The copy stays as long as it was to be kept.',
    );
  });

  it('shows a run from before types were kept', async () => {
    open({ type: undefined, class: undefined });
    expect(await part('To what')).toHaveTextContent(
      /^To whatdbof payment-service in prod$/,
    );
  });
});
