import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { NotAllowedError } from '@backstage/errors';
import { summaries } from '../../__testUtils__/deploymentFixtures';
import { openPage } from '../../__testUtils__/openPage';
import { freezeFixture } from '../../__testUtils__/promotionFixtures';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

const given = (freezes = [freezeFixture()]) =>
  new StubEnvironment({ environments: summaries(), freezes });

/** Freezes that were asked for. */
const sentTo = (backend: StubEnvironment) =>
  backend.askedFor('post', '/freezes').map(({ body }) => body);

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

const field = (name: RegExp) =>
  within(screen.getByRole('dialog')).getByLabelText(name);

async function fillIn(reason: string) {
  await screen.findByRole('option', { name: 'prod' });
  await userEvent.selectOptions(field(/Environment/), 'prod');
  fireEvent.change(field(/Until/), { target: { value: '2026-12-01T08:00' } });
  await userEvent.type(field(/Reason/), reason);
}

describe('the freezes', () => {
  it('says what is frozen, why, by whom, and which cannot be ended here', async () => {
    await openPage(
      '/freezes',
      given([
        freezeFixture(),
        freezeFixture({
          id: 'weekend',
          reason: 'Weekend',
          active: false,
          recurring: true,
          schedule: 'Fridays 18:00 for 62 h',
          canEnd: undefined,
          createdBy: undefined,
        }),
      ]),
    );
    const now = await screen.findByRole('list', { name: 'Hold now' });
    expect(now).toHaveTextContent(/frozen.*prod.*all services.*until/);
    expect(now).toHaveTextContent('Black Friday · by grace');
    const recurring = screen.getByRole('list', {
      name: 'Come again and again',
    });
    expect(recurring).toHaveTextContent(
      /from .* until .*Fridays 18:00 for 62 h/,
    );
    expect(within(recurring).getAllByTitle(/November \d+, 2026/)).toHaveLength(
      2,
    );
    expect(recurring).toHaveTextContent('from the definition');
    expect(within(recurring).queryByRole('button')).toBeNull();
  });

  it('shows the freeze that somebody else has begun, without a reload', async () => {
    const backend = given([]);
    const { signals } = await openPage('/freezes', backend);
    await screen.findByText('Nothing is frozen');
    backend.freezes([freezeFixture()]);
    await signals.send('environment:deployments', {});
    expect(await screen.findByText(/Black Friday/)).toBeVisible();
  });

  it('freezes an environment with a reason and an end', async () => {
    const backend = given([]);
    const audit = freezeFixture({ reason: 'Audit' });
    backend.answer('post', '/freezes', audit, {
      changes: () => backend.freezes([audit]),
    });
    await openPage('/freezes', backend);
    await press('Freeze an environment…');
    expect(
      await screen.findByText(`On your clock, which is that of ${zone}.`),
    ).toBeVisible();
    await fillIn('Audit');
    // With the keyboard: Enter is the one button of the dialog.
    await userEvent.keyboard('{Enter}{Enter}');
    const now = await screen.findByRole('list', { name: 'Hold now' });
    await waitFor(() => expect(now).toHaveTextContent('Audit'));
    expect(sentTo(backend)).toEqual([
      {
        environment: 'prod',
        reason: 'Audit',
        endsAt: new Date('2026-12-01T08:00').toISOString(),
      },
    ]);
  });

  it('names what is missing by its field, and sends nothing', async () => {
    const backend = given([]);
    await openPage('/freezes?freeze=', backend);
    await press('Freeze');
    expect(await screen.findByText('Choose what is frozen.')).toBeVisible();
    expect(screen.getByText(/^Say why;/)).toBeVisible();
    expect(screen.getByText('Say when it ends.')).toBeVisible();
    expect(sentTo(backend)).toEqual([]);
  });

  it('offers only what this person may freeze', async () => {
    await openPage(
      '/freezes?freeze=prod',
      given([]),
      ({ permission, resourceRef }) =>
        permission.name === 'environment.freeze.create' &&
        resourceRef === '@staging',
    );
    await screen.findByRole('dialog');
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['choose…', 'staging']);
    expect(field(/Environment/)).toHaveValue('');
  });

  it('says who may freeze to somebody who may not, before five fields are filled in', async () => {
    await openPage('/freezes', given([]), () => false);
    expect(
      await screen.findByText(/no environment that you may freeze/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Freeze an environment…' }),
    ).not.toBeInTheDocument();
  });

  it('does not lose what was entered to a click beside the dialog', async () => {
    await openPage('/freezes?freeze=prod', given([]));
    await fillIn('Audit');
    await userEvent.click(screen.getByRole('dialog').parentElement!);
    expect(field(/Reason/)).toHaveValue('Audit');
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('does not lose what was entered when an environment comes', async () => {
    const backend = given([]);
    const { signals } = await openPage('/freezes?freeze=prod', backend);
    await fillIn('Audit');
    const [one, ...others] = summaries();
    backend.environments([one, ...others, { ...one, name: 'qa' }]);
    await signals.send('environment:deployments', {});
    await screen.findByRole('option', { name: 'qa' });
    expect(field(/Reason/)).toHaveValue('Audit');
  });

  it('explains a refusal and keeps what was entered', async () => {
    const backend = given([]);
    const why = 'Only platform-team may freeze prod.';
    backend.refuse('post', '/freezes', new NotAllowedError(why));
    await openPage('/freezes?freeze=prod', backend);
    await fillIn('Audit');
    await press('Freeze prod');
    await says('alert', why);
    expect(field(/Reason/)).toHaveValue('Audit');
  });

  it('ends a freeze only after saying what that lets through', async () => {
    const backend = given();
    backend.answer('delete', '/freezes/{id}', undefined, {
      params: { id: freezeFixture().id },
      changes: () => backend.freezes([]),
    });
    await openPage('/freezes', backend);
    await press('End freeze…');
    await says('dialog', 'for every service');
    expect(backend.askedFor('delete', '/freezes/{id}')).toEqual([]);
    expect(
      screen.getByRole('button', { name: 'End the freeze' }),
    ).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('Nothing is frozen')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Hold now' })).toHaveFocus();
  });

  it.each([
    [{ services: ['component:default/cart-service'] }, /for cart-service\. Pr/],
    [
      { services: ['component:default/a', 'component:default/b'] },
      /for 2 services\. Pr/,
    ],
    [{ active: false }, /will not begin, for every service\.Let it hold/],
  ])('says what ending %j is for', async (freeze, words) => {
    await openPage('/freezes', given([freezeFixture(freeze)]));
    await press('End freeze…');
    expect(await says('dialog', words)).toBeVisible();
  });

  it('says once, above the freezes, that this person may end none', async () => {
    const why = 'It takes the permission environment.freeze.create.';
    await openPage(
      '/freezes',
      given([freezeFixture({ canEnd: { allowed: false, why } })]),
      () => false,
    );
    await screen.findByText(/no environment that you may freeze/);
    expect(screen.getByText(/Black Friday/)).toBeVisible();
    expect(screen.queryByText(why)).not.toBeInTheDocument();
  });

  it('says why this person cannot end it', async () => {
    const why = 'Only its owner platform-team may end it.';
    await openPage(
      '/freezes',
      given([freezeFixture({ canEnd: { allowed: false, why } })]),
    );
    expect(await screen.findByText(why)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'End freeze…' })).toBeNull();
  });
});
