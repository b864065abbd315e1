import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { LogLine, Promotion } from '@towpath/plugin-environment-common';
import { openPage } from '../../__testUtils__/openPage';
import {
  awaitingFixture,
  editFixture,
  freezeFixture,
  paymentService,
  promotionFixture,
} from '../../__testUtils__/promotionFixtures';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

const yes = { allowed: true };

async function openRun(
  promotion: Promotion,
  backend = new StubEnvironment({ promotions: [promotion] }),
) {
  const opened = await openPage(`/promotions/${promotion.id}`, backend);
  await screen.findByRole('heading', { name: /payment-service/ });
  return { ...opened, backend };
}

const decisionBy = (verdict: 'approved' | 'rejected') => ({
  by: 'user:default/grace',
  verdict,
  at: '2026-11-25T12:05:00.000Z',
});

/** Has a decision about a promotion be answered with what it is from then on. */
function decide(
  backend: StubEnvironment,
  verb: 'approve' | 'reject' | 'cancel',
  promotion: Promotion,
) {
  backend.answer('post', `/promotions/{id}/${verb}`, promotion, {
    params: { id: promotion.id },
    changes: () => backend.promotion(promotion),
  });
}

/** It was approved by Grace, and is on its way. */
const approvedFixture = (id: string, digest: string) =>
  promotionFixture('running', {
    id,
    approval: { digest, required: [], decisions: [decisionBy('approved')] },
  });

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

  it('tells a rollback by itself as that, with its commit, and why once', async () => {
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
    const { backend, signals } = await openRun(promotionFixture('running'));
    backend.promotion(promotionFixture('succeeded', { id: 'run-running' }));
    await signals.send('environment:promotions', { service: paymentService });
    expect(await screen.findByText('succeeded')).toBeVisible();
  });

  it('keeps saying why it cannot be shown while it asks again, until it can', async () => {
    jest.useFakeTimers();
    const backend = new StubEnvironment();
    backend.refuse(
      'get',
      '/promotions/{id}',
      new NotAllowedError('Finance is away.'),
    );
    await openPage('/promotions/run-running', backend);
    expect(await screen.findByText('Finance is away.')).toBeVisible();
    let answer = () => {};
    const after = new Promise<void>(resolve => {
      answer = resolve;
    });
    const running = promotionFixture('running');
    backend.answer('get', '/promotions/{id}', running, { after });
    await act(async () => jest.advanceTimersByTimeAsync(6_000));
    expect(backend.askedFor('get', '/promotions/{id}')).toHaveLength(2);
    expect(screen.getByText('Finance is away.')).toBeVisible();
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
    const backend = new StubEnvironment();
    await openPage('/promotions/nope', backend);
    expect(
      await screen.findByText('The promotion cannot be shown'),
    ).toBeVisible();
    await act(async () => jest.advanceTimersByTimeAsync(20_000));
    expect(backend.askedFor('get', '/promotions/{id}')).toHaveLength(1);
    jest.useRealTimers();
  });

  it('asks only for log lines that it does not know', async () => {
    const line = (seq: number) => ({
      seq,
      at: '2026-11-25T12:00:00.000Z',
      level: 'info' as const,
      message: `line ${seq}`,
    });
    const running = promotionFixture('running');
    const backend = new StubEnvironment({ promotions: [running] });
    const more = (lines: LogLine[], after: number) => {
      const answer = { lines, ended: false };
      const query = { after };
      backend.answer('get', '/promotions/{id}/log', answer, { query });
    };
    backend.log([line(1), line(2)]);
    more([], 2);
    const { signals } = await openRun(running, backend);
    expect(await screen.findByText('2 lines')).toBeVisible();
    more([line(3)], 2);
    more([], 3);
    await signals.send('environment:promotions', { service: paymentService });
    expect(await screen.findByText('3 lines')).toBeVisible();
    const [, ...later] = backend.askedFor('get', '/promotions/{id}/log');
    expect(later.map(({ query }) => query.after)).toEqual(
      expect.arrayContaining([2]),
    );
    expect(later.every(({ query }) => Number(query.after) >= 2)).toBe(true);
  });

  it('approves exactly what was shown, once', async () => {
    const { backend } = await openRun(awaitingFixture());
    decide(
      backend,
      'approve',
      approvedFixture('run-awaiting-approval', 'digest-1'),
    );
    await userEvent.dblClick(
      await screen.findByRole('button', { name: 'Approve 1.4.2 to prod' }),
    );
    expect(await screen.findByText(/approved by/)).toHaveTextContent('grace');
    expect(backend.askedFor('post', '/promotions/{id}/approve')).toEqual([
      expect.objectContaining({
        params: { id: 'run-awaiting-approval' },
        body: { digest: 'digest-1' },
      }),
    ]);
  });

  it('does not approve a change that nobody looked at, and keeps the comment', async () => {
    const { backend, signals } = await openRun(awaitingFixture());
    await userEvent.type(comment(), 'Looks right');
    const changed = awaitingFixture({
      edits: [editFixture({ after: '1.4.3' })],
      version: '1.4.3',
    });
    changed.approval = { ...changed.approval, digest: 'digest-2' };
    backend.promotion(changed);
    decide(backend, 'approve', approvedFixture(changed.id, 'digest-2'));
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
    expect(backend.askedFor('post', '/promotions/{id}/approve')).toEqual([
      expect.objectContaining({
        body: { digest: 'digest-2', comment: 'Looks right' },
      }),
    ]);
  });

  it('does not reject without a word to whoever asked', async () => {
    const { backend } = await openRun(awaitingFixture());
    const id = 'run-awaiting-approval';
    decide(backend, 'reject', promotionFixture('rejected', { id }));
    await press('Reject');
    expect(screen.getByText(/^Say why/)).toBeVisible();
    expect(backend.askedFor('post', '/promotions/{id}/reject')).toEqual([]);
    await userEvent.type(comment(), 'Not before the audit');
    await press('Reject');
    expect(await screen.findByText('rejected')).toBeVisible();
    expect(backend.askedFor('post', '/promotions/{id}/reject')).toEqual([
      expect.objectContaining({ body: { comment: 'Not before the audit' } }),
    ]);
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

  it('shows what a rollback restores, and wants a reason and the box for a freeze', async () => {
    const promotion = promotionFixture('succeeded');
    promotion.can.rollback = yes;
    const reverting = promotionFixture('queued', {
      id: 'run-1',
      kind: 'rollback',
      version: '1.4.0',
      reverts: promotion.id,
    });
    const backend = new StubEnvironment({ promotions: [promotion, reverting] });
    backend.answer('get', '/promotions/{id}/rollback', {
      possible: true,
      version: '1.4.0',
      edits: [editFixture({ before: '1.4.2', after: '1.4.0' })],
      freeze: freezeFixture(),
    });
    backend.answer('post', '/promotions/{id}/rollback', {
      promotionId: reverting.id,
      promotion: reverting,
    });
    await openRun(promotion, backend);
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
    expect(backend.askedFor('post', '/promotions/{id}/rollback')).toEqual([
      expect.objectContaining({
        params: { id: promotion.id },
        body: { reason: 'double refunds', overrideFreeze: true },
      }),
    ]);
  });

  it('says versions that are digests by their beginning', async () => {
    const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
    const promotion = promotionFixture('succeeded', {
      version: digest('a'),
      fromVersion: digest('b'),
    });
    promotion.can.rollback = yes;
    const backend = new StubEnvironment({ promotions: [promotion] });
    backend.answer('get', '/promotions/{id}/rollback', {
      possible: true,
      version: digest('b'),
      edits: [],
    });
    await openRun(promotion, backend);
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
    const backend = new StubEnvironment({ promotions: [promotion] });
    backend.answer('get', '/promotions/{id}/rollback', {
      possible: false,
      why,
      edits: [],
    });
    await openRun(promotion, backend);
    await press(/^Roll back/);
    expect(await says('alert', why)).toBeVisible();
  });

  it('says what cancelling leaves behind before it does it', async () => {
    const promotion = awaitingFixture();
    const { backend } = await openRun(promotion);
    const { id } = promotion;
    decide(backend, 'cancel', promotionFixture('cancelled', { id }));
    await press('Cancel');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Nothing has been written yet');
    await press('Cancel the promotion');
    expect(await screen.findByText('cancelled')).toBeVisible();
    expect(backend.askedFor('post', '/promotions/{id}/cancel')).toHaveLength(1);
  });

  it('cancels once, however often Enter is pressed, and not for the Enter of an input method', async () => {
    const { backend } = await openRun(awaitingFixture());
    const id = 'run-awaiting-approval';
    decide(backend, 'cancel', promotionFixture('cancelled', { id }));
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
    expect(backend.askedFor('post', '/promotions/{id}/cancel')).toEqual([
      expect.objectContaining({
        params: { id },
        body: { reason: '中止 PAY-311' },
      }),
    ]);
  });

  it('shows a refusal in place, with what was written still there', async () => {
    const { backend } = await openRun(awaitingFixture());
    backend.refuse(
      'post',
      '/promotions/{id}/approve',
      new ConflictError('It was cancelled by Ada.'),
    );
    await userEvent.type(comment(), 'fine');
    await press('Approve 1.4.2 to prod');
    await says('alert', 'It was cancelled by Ada.');
    expect(comment()).toHaveValue('fine');
  });
});
