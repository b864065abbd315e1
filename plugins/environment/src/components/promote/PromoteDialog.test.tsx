import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { Promotion } from '@towpath/plugin-environment-common';
import { openPage } from '../../__testUtils__/openPage';
import {
  approvalGate,
  comparisonFixture,
  editFixture,
  gateFixture,
  needsFixture,
  paymentService,
  promotionFixture,
} from '../../__testUtils__/promotionFixtures';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

type Comparison = ReturnType<typeof comparisonFixture>;

const address = `?owner=me&promote=${paymentService}&from=staging&to=prod`;

const begun = promotionFixture('queued', { id: 'run-1' });

/** A backend that compares, and begins what is asked for. */
function given(
  comparison: Partial<Comparison> = {},
  promotion: Promotion = begun,
) {
  const backend = new StubEnvironment({ promotions: [promotion] });
  backend.answer('get', '/compare', comparisonFixture(comparison));
  const answer = { promotionId: promotion.id, promotion };
  backend.answer('post', '/promotions', answer);
  return backend;
}

/** Promotions that were asked for. */
const sentTo = (backend: StubEnvironment) =>
  backend.askedFor('post', '/promotions').map(({ body }) => body);

const dialog = () => screen.findByRole('dialog');
const button = (name: string) => screen.findByRole('button', { name });
/** Waits for the page of what was begun; the dialog before it names the service too. */
const isAtRun = (words: string) =>
  waitFor(() =>
    expect(
      screen.getByRole('heading', { name: /payment-service/ }),
    ).toHaveTextContent(words),
  );
const reason = () => screen.getByRole('textbox', { name: 'Reason' });

describe('the promote dialog', () => {
  it('is nothing until the address asks for it', async () => {
    await openPage('?owner=me', given());
    expect(await screen.findByText('the board')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('shows image, commits, settings, edits and gates before the one button', async () => {
    await openPage(address, given());
    const shown = await dialog();
    await button('Promote 1.4.2 to prod');
    expect(shown).toHaveTextContent('staging 1.4.2 → prod (runs 1.4.0)');
    expect(shown).toHaveTextContent('Commits: 2 by 2 people');
    expect(shown).toHaveTextContent('Refund once, PAY-311');
    expect(shown).toHaveTextContent('staging debugprod info');
    expect(shown).toHaveTextContent(
      'finance/payment-deploy · overlays/prod/kustomization.yaml',
    );
    const [gate] = within(
      screen.getByRole('list', { name: 'Gates' }),
    ).getAllByRole('listitem');
    expect(gate).toHaveTextContent('openHealthy in staging');
  });

  it('promotes once, however often the button is pressed, and leads to the run', async () => {
    const backend = given();
    await openPage(address, backend);
    await userEvent.type(await screen.findByLabelText('Reason'), 'PAY-311');
    await userEvent.dblClick(await button('Promote 1.4.2 to prod'));
    await isAtRun('1.4.0 → 1.4.2, staging → prod');
    expect(sentTo(backend)).toEqual([
      expect.objectContaining({ digest: 'digest-1', reason: 'PAY-311' }),
    ]);
  });

  it('repeats a request that got lost as the same promotion', async () => {
    const backend = given();
    backend.lose('post', '/promotions', { once: true });
    await openPage(address, backend);
    await press('Promote 1.4.2 to prod');
    await says('alert', 'The portal cannot be reached');
    await press('Promote 1.4.2 to prod');
    await isAtRun('→ prod');
    // By its key the backend knows that it is the same.
    const [lost, repeated] = backend.askedFor('post', '/promotions');
    expect(lost.headers['Idempotency-Key']).toBeTruthy();
    expect(repeated).toEqual(lost);
  });

  it('asks instead of promoting where a gate wants an approval', async () => {
    const backend = given(
      { verdict: 'gate', gates: [approvalGate] },
      promotionFixture('awaiting-approval'),
    );
    await openPage(address, backend);
    await press('Ask for approval');
    await isAtRun('→ prod');
    expect(screen.getByText('awaiting approval')).toBeVisible();
    expect(sentTo(backend)).toHaveLength(1);
  });

  it('names what may have the last word and is not understood', async () => {
    await openPage(
      address,
      given({
        notUnderstood: ['spec.source.plugin'],
        unasked: ['what oci://registry.example/more has at HEAD'],
      }),
    );
    await button('Promote 1.4.2 to prod');
    expect(await dialog()).toHaveTextContent(
      /Not understood, and may have the last word\s*spec.source.plugin/,
    );
    expect(await dialog()).toHaveTextContent(
      /Could not be asked, and may have the last word\s*what oci:/,
    );
  });

  it('shows what the version needs, what becomes of it, what it costs and which rules speak', async () => {
    await openPage(address, given({ needs: needsFixture() }));
    await button('Promote 1.4.2 to prod');
    const shown = await dialog();
    const [db, cache] = within(
      within(shown).getByRole('list', { name: 'Resources' }),
    ).getAllByRole('listitem');
    expect(db).toHaveTextContent('createddbpostgres$25.00 a month');
    expect(cache).toHaveTextContent(/left in place, unused\s*cache/);
    expect(cache).toHaveTextContent('remove it from the Resources tab');
    expect(shown).toHaveTextContent('$5.00 a month → $30.00 a month');
    expect(shown).toHaveTextContent('In all: 1 resource created');
    expect(
      within(shown).getByRole('group', {
        name: 'What changes in overlays/prod/manifests.yaml',
      }),
    ).toHaveTextContent('kind: ExternalSecret');
    expect(
      within(shown).getByRole('list', { name: 'Rules' }),
    ).toHaveTextContent('Production databases have backups.');
  });

  it('says that nothing is provided where all is there', async () => {
    const needs = { ...needsFixture(), resources: [], files: [], rules: [] };
    await openPage(address, given({ needs }));
    await button('Promote 1.4.2 to prod');
    expect(await dialog()).toHaveTextContent(
      'Nothing: prod has all that it needs.',
    );
  });

  it('does not conclude that nothing would change from what it does not understand', async () => {
    await openPage(
      address,
      given({
        notUnderstood: ['spec.source.plugin'],
        edits: [],
        current: { version: '1.4.2' },
      }),
    );
    await button('Promote 1.4.2 to prod');
    expect(await dialog()).toHaveTextContent(
      'nothing would change, as far as is known',
    );
    expect(await dialog()).toHaveTextContent('Nothing, as far as is known');
  });

  it('does not offer again what runs there already, though Git says otherwise', async () => {
    await openPage(address, given({ current: { version: '1.4.2' } }));
    expect(await button('Promote 1.4.2 to prod')).toBeDisabled();
    expect(screen.getByRole('status')).toHaveTextContent(
      'prod already runs 1.4.2, so there is nothing to promote.',
    );
  });

  it('asks a second time, and for a reason, where the version was rolled back before', async () => {
    const message =
      '1.4.2 was rolled back here at 12:58 UTC by itself, because: it crashed.';
    const backend = given({
      verdict: 'deny',
      gates: [
        gateFixture({
          id: 'setback',
          title: 'Not failed there before',
          state: 'closed',
          message,
          override: 'overrideSetback',
        }),
      ],
    });
    await openPage(address, backend);
    const again = await button('Promote 1.4.2 to prod again');
    expect(again).toBeDisabled();
    expect(await dialog()).toHaveTextContent(message);
    await userEvent.click(
      screen.getByRole('checkbox', { name: /again all the same/ }),
    );
    expect(again).toBeDisabled();
    expect(await dialog()).toHaveTextContent(
      'Say in the reason why it comes again.',
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: /Reason/ }),
      'The disk was mended',
    );
    await userEvent.click(again);
    await isAtRun('→ prod');
    expect(sentTo(backend)[0]).toMatchObject({
      overrideSetback: true,
      reason: 'The disk was mended',
    });
  });

  it('shows the new comparison after a conflict, and loses nothing that was typed', async () => {
    const backend = given();
    await openPage(address, backend);
    await button('Promote 1.4.2 to prod');
    await userEvent.type(reason(), 'fixes PAY-311');
    const newer = comparisonFixture({
      digest: 'digest-2',
      version: '1.4.3',
      edits: [editFixture({ after: '1.4.3' })],
    });
    backend.refuse(
      'post',
      '/promotions',
      new ConflictError('What would be changed is not what was shown.'),
      {
        once: true,
        changes: () => backend.answer('get', '/compare', newer),
      },
    );
    await press('Promote 1.4.2 to prod');
    await says('alert', 'staging now runs 1.4.3, not 1.4.2');
    expect(reason()).toHaveValue('fixes PAY-311');
    expect(sentTo(backend)).toHaveLength(1);
    await press('Promote 1.4.3 to prod');
    await isAtRun('→ prod');
    expect(sentTo(backend)).toEqual([
      expect.objectContaining({ digest: 'digest-1', reason: 'fixes PAY-311' }),
      expect.objectContaining({ digest: 'digest-2', reason: 'fixes PAY-311' }),
    ]);
  });

  it('says what changed when a signal brings it, before anything is pressed', async () => {
    const backend = given();
    const { signals } = await openPage(address, backend);
    await button('Promote 1.4.2 to prod');
    backend.answer(
      'get',
      '/compare',
      comparisonFixture({ digest: 'digest-2', current: { version: '1.4.1' } }),
    );
    await signals.send('environment:promotions', { service: paymentService });
    expect(await says('alert', 'prod now runs 1.4.1, not 1.4.0')).toBeVisible();
  });

  it('says a version that is a digest by its beginning, the whole one in the title', async () => {
    const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
    await openPage(
      address,
      given({ version: digest('a'), current: { version: digest('b') } }),
    );
    await button(`Promote ${'a'.repeat(12)} to prod`);
    expect(await dialog()).toHaveTextContent(
      `staging ${'a'.repeat(12)} → prod (runs ${'b'.repeat(12)})`,
    );
    expect(screen.getByTitle(digest('b'))).toBeInTheDocument();
  });

  it('says why a closed gate stops it, and cannot be pressed', async () => {
    await openPage(
      address,
      given({
        verdict: 'deny',
        gates: [
          gateFixture({
            id: 'f',
            title: 'Freeze “Black Friday”',
            state: 'closed',
          }),
        ],
      }),
    );
    expect(await button('Promote 1.4.2 to prod')).toBeDisabled();
    expect(screen.getByRole('status')).toHaveTextContent(
      'Closed: Freeze “Black Friday”.',
    );
  });

  it('says which rule forbids it to this person', async () => {
    const why = 'Only owners of payment-service may promote to prod.';
    await openPage(address, given({ may: { allowed: false, why } }));
    expect(await button('Promote 1.4.2 to prod')).toBeDisabled();
    expect(screen.getByRole('status')).toHaveTextContent(why);
  });

  it('leads to the promotion that is on its way already', async () => {
    await openPage(
      address,
      given({ underWay: { id: 'run-9', status: 'running', version: '1.4.1' } }),
    );
    expect(await button('Promote 1.4.2 to prod')).toBeDisabled();
    expect(screen.getByRole('status')).toHaveTextContent(
      '1.4.1 is already on its way to prod.',
    );
    expect(screen.getByRole('link', { name: 'See it' })).toHaveAttribute(
      'href',
      '/environments/promotions/run-9',
    );
  });

  it('shows a refusal in place and keeps the dialog', async () => {
    const backend = given();
    backend.refuse(
      'post',
      '/promotions',
      new ConflictError('1.4.2 is already on its way.'),
    );
    await openPage(address, backend);
    await press('Promote 1.4.2 to prod');
    await says('alert', '1.4.2 is already on its way.');
    expect(await button('Promote 1.4.2 to prod')).toBeEnabled();
  });

  it('is driven by the keyboard: Enter promotes, Escape leaves the page as it was', async () => {
    const backend = given();
    await openPage(address, backend);
    await button('Promote 1.4.2 to prod');
    expect(reason()).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('the board')).toBeVisible();
    expect(sentTo(backend)).toEqual([]);
  });

  it('says what cannot be promoted yet, and that it looks again', async () => {
    const backend = given();
    const why = '1.4.2 is Progressing in staging.';
    backend.refuse('get', '/compare', new ConflictError(why));
    await openPage(address, backend);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(`It cannot be promoted now${why}`);
    expect(alert).toHaveTextContent('This looks again by itself');
    expect(alert).not.toHaveTextContent('no longer as it was shown');
  });

  it('stays open for the second click of a double click on what opened it', async () => {
    await openPage(address, given());
    await userEvent.click((await dialog()).parentElement!);
    expect(await button('Promote 1.4.2 to prod')).toBeVisible();
  });

  it('explains a comparison that is forbidden', async () => {
    const backend = given();
    backend.refuse(
      'get',
      '/compare',
      new NotAllowedError('You may not read deployments.'),
    );
    await openPage(address, backend);
    expect(await says('alert', 'You may not read deployments.')).toBeVisible();
  });
});
