import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { Promotion } from '@towpath/plugin-environment-common';
import { InMemoryEnvironmentApi } from '../../__testUtils__/InMemoryEnvironmentApi';
import { openPage } from '../../__testUtils__/openPage';
import {
  awaitingFixture,
  editFixture,
  freezeFixture,
  paymentService,
  promotionFixture,
} from '../../__testUtils__/promotionFixtures';

const yes = { allowed: true };

async function openRun(promotion: Promotion, api?: InMemoryEnvironmentApi) {
  const given = api ?? new InMemoryEnvironmentApi();
  given.data.promotions = [promotion];
  const opened = await openPage(`/promotions/${promotion.id}`, given);
  await screen.findByRole('heading', { name: /payment-service/ });
  return { ...opened, api: given };
}

const comment = () => screen.getByRole('textbox', { name: 'Comment' });

describe('the page of a promotion', () => {
  it('says how it stands, who wanted it and what it waits for', async () => {
    await openRun(
      promotionFixture('waiting', {
        waitingFor: '2 of 3 replicas are ready.',
        commit: { sha: '9f31c2a0d1', url: 'https://git.myorg.example/c' },
        application: { name: 'payment-prod', url: 'https://argo.example/a' },
      }),
    );
    expect(screen.getByText('2 of 3 replicas are ready.')).toBeVisible();
    expect(screen.getByText(/asked by/)).toHaveTextContent('ada');
    const elsewhere = screen.getByRole('navigation', { name: 'Elsewhere' });
    expect(elsewhere).toHaveTextContent('commit 9f31c2a ↗');
    expect(elsewhere).toHaveTextContent('payment-prod ↗');
  });

  it('tells a roll back by itself as that, with its commit, and why once', async () => {
    await openRun(
      promotionFixture('rolled-back', {
        outcome: 'Container shop does not start.',
        endedAt: '2026-11-25T12:30:00.000Z',
        commit: { sha: '9f31c2a0d1', url: 'https://git.myorg.example/c' },
        revert: { sha: '77aa0b1c2d', url: 'https://git.myorg.example/r' },
      }),
    );
    const elsewhere = screen.getByRole('navigation', { name: 'Elsewhere' });
    expect(elsewhere).toHaveTextContent('GitOps commit 9f31c2a ↗');
    expect(elsewhere).toHaveTextContent('Revert in GitOps 77aa0b1 ↗');
    expect(
      screen.getByRole('list', { name: 'What happened' }),
    ).toHaveTextContent('by the portal, by itself');
    expect(screen.getAllByText('Container shop does not start.')).toHaveLength(
      1,
    );
  });

  it('says what was not healthy before and does not count', async () => {
    const words = 'CronJob nightly was Suspended before and does not count';
    await openRun(promotionFixture('succeeded', { notCounted: [words] }));
    expect(screen.getByText(`${words}.`)).toBeVisible();
  });

  it('moves on when a signal says so, without a reload', async () => {
    const { api, signals } = await openRun(promotionFixture('running'));
    api.data.promotions = [
      promotionFixture('succeeded', { id: 'run-running' }),
    ];
    await signals.send('environment:promotions', { service: paymentService });
    expect(await screen.findByText('succeeded')).toBeVisible();
  });

  it('keeps saying why it cannot be shown while it asks again, until it can', async () => {
    jest.useFakeTimers();
    const given = new InMemoryEnvironmentApi();
    const known = given.getPromotion.bind(given);
    const asked = jest
      .spyOn(given, 'getPromotion')
      .mockRejectedValue(new NotAllowedError('Finance is away.'));
    await openPage('/promotions/run-running', given);
    expect(await screen.findByText('Finance is away.')).toBeVisible();
    let answer = () => {};
    asked.mockImplementation(
      id =>
        new Promise((resolve, reject) => {
          answer = () => known(id).then(resolve, reject);
        }),
    );
    await act(async () => jest.advanceTimersByTimeAsync(6_000));
    expect(asked).toHaveBeenCalledTimes(2);
    expect(screen.getByText('Finance is away.')).toBeVisible();
    given.data.promotions = [promotionFixture('running')];
    await act(async () => {
      answer();
      await jest.advanceTimersByTimeAsync(100);
    });
    expect(
      screen.getByRole('heading', { name: /payment-service/ }),
    ).toBeVisible();
    expect(screen.queryByText('Finance is away.')).not.toBeInTheDocument();
    jest.useRealTimers();
  });

  it('does not ask again and again for one that there is not', async () => {
    jest.useFakeTimers();
    const given = new InMemoryEnvironmentApi();
    const asked = jest.spyOn(given, 'getPromotion');
    await openPage('/promotions/nope', given);
    expect(
      await screen.findByText('The promotion cannot be shown'),
    ).toBeVisible();
    await act(async () => jest.advanceTimersByTimeAsync(20_000));
    expect(asked).toHaveBeenCalledTimes(1);
    jest.useRealTimers();
  });

  it('asks only for log lines that it does not know', async () => {
    const api = new InMemoryEnvironmentApi();
    const read = jest.spyOn(api, 'getPromotionLog');
    const line = (seq: number) => ({
      seq,
      at: '2026-11-25T12:00:00.000Z',
      level: 'info' as const,
      message: `line ${seq}`,
    });
    api.data.logs['run-running'] = [line(1), line(2)];
    const { signals } = await openRun(promotionFixture('running'), api);
    expect(await screen.findByText('2 lines')).toBeVisible();
    api.data.logs['run-running'].push(line(3));
    await signals.send('environment:promotions', { service: paymentService });
    expect(await screen.findByText('3 lines')).toBeVisible();
    expect(
      read.mock.calls.slice(1).every(([, query]) => query?.after! >= 2),
    ).toBe(true);
  });

  it('approves exactly what was shown, once', async () => {
    const { api } = await openRun(awaitingFixture());
    const approve = jest.spyOn(api, 'approve');
    await userEvent.dblClick(
      await screen.findByRole('button', { name: 'Approve 1.4.2 to prod' }),
    );
    expect(await screen.findByText(/approved by/)).toHaveTextContent('grace');
    expect(approve.mock.calls).toEqual([
      ['run-awaiting-approval', { digest: 'digest-1', comment: undefined }],
    ]);
  });

  it('does not approve a change that nobody looked at, and keeps the comment', async () => {
    const { api, signals } = await openRun(awaitingFixture());
    await userEvent.type(comment(), 'Looks right');
    const changed = awaitingFixture({
      edits: [editFixture({ after: '1.4.3' })],
      version: '1.4.3',
    });
    changed.approval = { ...changed.approval, digest: 'digest-2' };
    api.data.promotions = [changed];
    await signals.send('environment:promotions', { service: paymentService });
    const button = await screen.findByRole('button', {
      name: 'Approve 1.4.3 to prod',
    });
    expect(button).toBeDisabled();
    expect(screen.getByRole('alert')).toHaveTextContent(
      'not what you saw before',
    );
    await press('I have looked at it');
    await press('Approve 1.4.3 to prod');
    expect(await screen.findByText(/approved by/)).toBeVisible();
    expect(api.data.promotions[0].approval.decisions[0].comment).toBe(
      'Looks right',
    );
  });

  it('does not reject without a word to whoever asked', async () => {
    const { api } = await openRun(awaitingFixture());
    await press('Reject');
    expect(screen.getByText(/^Say why/)).toBeVisible();
    expect(api.data.promotions[0].status).toBe('awaiting-approval');
    await userEvent.type(comment(), 'Not before the audit');
    await press('Reject');
    await waitFor(() => expect(api.data.promotions[0].status).toBe('rejected'));
  });

  it('says who can approve when this person cannot', async () => {
    const why =
      'You asked for it; somebody else of finance-leads has to approve.';
    const promotion = awaitingFixture();
    const no = { allowed: false, why };
    await openRun({
      ...promotion,
      can: { ...promotion.can, approve: no, reject: no },
    });
    expect(screen.getByText(why)).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('shows that an approval is void, and why', async () => {
    const promotion = awaitingFixture();
    promotion.approval = {
      ...promotion.approval,
      decisions: [
        {
          by: 'user:default/grace',
          verdict: 'approved',
          at: '2026-11-25T12:01:00.000Z',
          void: true,
        },
      ],
    };
    await openRun(promotion);
    const happened = screen.getByRole('list', { name: 'What happened' });
    expect(happened).toHaveTextContent('(void)');
    expect(happened).toHaveTextContent('it no longer counts');
    expect(screen.queryByText(/approved by/)).toBeNull();
  });

  it('shows what a roll back restores, and wants a reason and the box for a freeze', async () => {
    const promotion = promotionFixture('succeeded');
    promotion.can.rollback = yes;
    const api = new InMemoryEnvironmentApi({
      rollbacks: {
        [promotion.id]: {
          possible: true,
          version: '1.4.0',
          edits: [editFixture({ before: '1.4.2', after: '1.4.0' })],
          freeze: freezeFixture(),
        },
      },
    });
    await openRun(promotion, api);
    await press('Roll back to 1.4.0…');
    const dialog = await screen.findByRole('dialog');
    const verb = within(dialog).getByRole('button', {
      name: 'Roll back to 1.4.0',
    });
    expect(
      await within(dialog).findByText('images[payment-service].newTag'),
    ).toBeInTheDocument();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'double refunds',
    );
    expect(verb).toBeDisabled();
    await userEvent.click(within(dialog).getByRole('checkbox'));
    await userEvent.dblClick(verb);
    expect(
      await screen.findByRole('link', { name: 'What it rolls back' }),
    ).toHaveAttribute('href', `/environments/promotions/${promotion.id}`);
    expect(api.data.promotions).toHaveLength(2);
    expect(api.data.promotions[0].reason).toBe('double refunds');
  });

  it('says versions that are digests by their beginning', async () => {
    const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
    const promotion = promotionFixture('succeeded', {
      version: digest('a'),
      fromVersion: digest('b'),
    });
    promotion.can.rollback = yes;
    await openRun(promotion);
    const rollBack = screen.getByRole('button', { name: /^Roll back/ });
    expect(rollBack).toHaveTextContent(`Roll back to ${'b'.repeat(12)}…`);
    expect(rollBack).toHaveAttribute('title', digest('b'));
    await userEvent.click(rollBack);
    expect(
      within(await screen.findByRole('dialog')).getByRole('button', {
        name: `Roll back to ${'b'.repeat(12)}`,
      }),
    ).toBeVisible();
  });

  it('says why it cannot be rolled back', async () => {
    const promotion = promotionFixture('succeeded');
    promotion.can.rollback = yes;
    const why = 'overlays/prod/kustomization.yaml has changed since.';
    const api = new InMemoryEnvironmentApi({
      rollbacks: { [promotion.id]: { possible: false, why, edits: [] } },
    });
    await openRun(promotion, api);
    await press(/^Roll back/);
    expect(await says('alert', why)).toBeVisible();
  });

  it('says what cancelling leaves behind before it does it', async () => {
    const promotion = awaitingFixture();
    const { api } = await openRun(promotion);
    await press('Cancel');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Nothing has been written yet');
    await press('Cancel the promotion');
    await waitFor(() =>
      expect(api.data.promotions[0].status).toBe('cancelled'),
    );
  });

  it('cancels once, however often Enter is pressed, and not for the Enter of an input method', async () => {
    const { api } = await openRun(awaitingFixture());
    const cancel = jest.spyOn(api, 'cancel');
    await press('Cancel');
    const reason = await screen.findByRole('textbox', { name: 'Reason' });
    await userEvent.type(reason, '中止');
    fireEvent.keyDown(reason, { key: 'Enter', isComposing: true });
    await userEvent.type(reason, ' PAY-311');
    fireEvent.keyDown(reason, { key: 'Enter' });
    fireEvent.keyDown(reason, { key: 'Enter' });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(cancel.mock.calls).toEqual([
      ['run-awaiting-approval', { reason: '中止 PAY-311' }],
    ]);
  });

  it('shows a refusal in place, with what was written still there', async () => {
    const { api } = await openRun(awaitingFixture());
    jest
      .spyOn(api, 'approve')
      .mockRejectedValue(new ConflictError('It was cancelled by Ada.'));
    await userEvent.type(comment(), 'fine');
    await press('Approve 1.4.2 to prod');
    await says('alert', 'It was cancelled by Ada.');
    expect(comment()).toHaveValue('fine');
  });
});
