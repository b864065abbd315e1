import { screen, within } from '@testing-library/react';
import type { Run } from '@towpath/plugin-runs-common';
import { press } from '@towpath/ui/testUtils';
import { plannedFixture, SERVICE } from '../../__testUtils__/fixtures';
import { openRun } from '../../__testUtils__/openRun';
import { provisionView } from './provisionView';

const open = (run: Run) => openRun(run, provisionView);

const no = { allowed: false };
const yes = { allowed: true };

const provision = (extra: Partial<Run> = {}): Run => ({
  id: 'r1',
  kind: 'provision',
  title: 'Provision payment-service',
  subject: SERVICE,
  link: '/runs/r1',
  status: 'running',
  requestedBy: 'user:default/ada',
  createdAt: '2026-11-20T10:00:00.000Z',
  steps: [
    { name: 'provide', title: 'Provide its resources', status: 'running' },
  ],
  approval: { digest: 'shown', required: [], decisions: [] },
  can: { approve: no, reject: no, cancel: yes, retry: no, rollback: no },
  details: {
    plan: 'p1',
    service: SERVICE,
    environment: 'dev',
    resources: [plannedFixture()],
    files: [{ file: 'apps/web.yaml', after: 'a: 1\n' }],
    verdicts: [],
    cost: { after: { amount: 25, currency: 'EUR' } },
    commit: {
      sha: '9f31c2a0000000000000000000000000000000ff',
      url: 'https://git.example/commit/9f31c2a',
    },
  },
  ...extra,
});

describe('the page of a provisioning', () => {
  it('shows what changes, what is written, what it costs and where to look further', async () => {
    open(provision());
    expect(
      await screen.findByRole('heading', {
        name: 'What payment-service needs in dev',
      }),
    ).toBeVisible();
    expect(screen.getByText('1 resource created')).toBeVisible();
    expect(
      screen.getByRole('group', { name: 'What changes in apps/web.yaml' }),
    ).toBeVisible();
    expect(screen.getByText('€25.00 a month')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /GitOps commit 9f31c2a/ }),
    ).toHaveAttribute('href', 'https://git.example/commit/9f31c2a');
    expect(screen.getByRole('link', { name: 'Its plan' })).toHaveAttribute(
      'href',
      '/score/plans/p1',
    );
  });

  it('says what cancelling leaves behind', async () => {
    open(provision());
    await press('Cancel');
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'Commit 9f31c2a was written already and stays',
    );
  });

  it('of a removal lists what is left first, and until when a copy is kept', async () => {
    const run = provision({ status: 'succeeded' });
    const proof = [
      { name: 'cache', type: 'redis', state: 'gone' },
      {
        ...{ name: 'db', type: 'postgres', state: 'kept' },
        ...{ until: '2026-12-20T10:00:00.000Z', restore: 'createdb again' },
      },
      {
        ...{ name: 'Deployment shop', state: 'left' },
        reason: 'Argo CD still has it in shop',
      },
    ];
    open({ ...run, details: { ...run.details, removes: true, proof } });
    const rows = within(
      await screen.findByRole('list', { name: 'What is left' }),
    ).getAllByRole('listitem');
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/left.*Deployment shop.*Argo CD still has it/),
      expect.stringMatching(/copy kept.*db.*until.*createdb again/),
      expect.stringMatching(/gone.*cache/),
    ]);
    expect(screen.getByText('1 still there')).toBeVisible();
    expect(
      screen.getByRole('heading', {
        name: 'Removal of payment-service from dev',
      }),
    ).toBeVisible();
  });

  it('names what was taken away', async () => {
    const run = provision({ status: 'succeeded' });
    open({ ...run, details: { ...run.details, removed: ['cache'] } });
    expect(await screen.findByText('Taken away: cache.')).toBeVisible();
  });
});
