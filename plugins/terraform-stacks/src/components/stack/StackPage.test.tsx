import { ConflictError, NotFoundError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import {
  detailFixture,
  driftedDetailFixture,
  driftedFixture,
  resourceFixture,
  stackFixture,
} from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubStacks } from '../../__testUtils__/StubStacks';

const RUNS = '/stacks/{key}/runs';

function given(detail = detailFixture()) {
  const backend = new StubStacks();
  backend.stack(detail);
  backend.begins();
  return backend;
}

const planned = (backend: StubStacks) =>
  backend.askedFor('post', RUNS).map(({ body }) => body);

describe('the page of a stack', () => {
  it('says what it is made of, names secrets only, and lists its own runs', async () => {
    const detail = detailFixture(stackFixture(), { usedBy: ['reports-dev'] });
    const runs = openPage('/shop-dev', given(detail));
    const made = within(
      await screen.findByRole('region', { name: 'What it is made of' }),
    );
    expect(made.getByText(/shop\.git at v1\.2\.0/)).toBeVisible();
    expect(made.getByText('(sensitive)')).toBeVisible();
    expect(made.getByRole('link', { name: 'network-dev' })).toHaveAttribute(
      'href',
      '/terraform-stacks/network-dev',
    );
    expect(made.getByRole('link', { name: 'reports-dev' })).toBeVisible();
    expect(runs.asked).toContainEqual(
      expect.objectContaining({ subject: 'stack:default/shop-dev' }),
    );
  });

  it('offers nothing that would be refused, and says why', async () => {
    const no = { allowed: false, reason: 'Only team-finance may.' };
    const detail = driftedDetailFixture({
      abilities: {
        ...{ plan: no, delete: no, restore: no, freeLock: no, credential: no },
      },
    });
    openPage('/shop-dev', given(detail));
    for (const name of [
      'Plan…',
      'Look for drift',
      'Delete all…',
      'Plan that mends',
    ])
      expect(await screen.findByRole('button', { name })).toBeDisabled();
    expect(screen.getAllByText('Only team-finance may.')[0]).toBeVisible();
  });

  it('does not offer to delete what others use, and says once why it is to be planned again', async () => {
    const words = 'The stack "network-dev" gives out something else';
    const detail = detailFixture(stackFixture({ outdated: words }), {
      notes: [words],
    });
    const reason = 'Outputs of it are used by reports-dev';
    detail.abilities.delete = { allowed: false, reason };
    openPage('/shop-dev', given(detail));
    expect(
      await screen.findByRole('button', { name: 'Delete all…' }),
    ).toBeDisabled();
    expect(screen.getByText(reason)).toBeVisible();
    expect(screen.getAllByText(words)).toHaveLength(1);
  });

  it('is gone from the screen once it is gone, with all that could be done', async () => {
    const backend = given();
    openPage('/shop-dev', backend);
    await screen.findByRole('button', { name: 'Plan…' });
    backend.refuse('get', '/stacks/{key}', new NotFoundError('Gone.'));
    backend.refuse(
      'post',
      '/stacks/{key}/runs',
      new NotFoundError('There is no stack "shop-dev"'),
    );
    await press('Look for drift');
    expect(await screen.findByText('There is no stack shop-dev')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Plan…' })).toBeNull();
  });

  it('plans what was chosen, once, and leads to the run', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/resources', {
      readable: true,
      resources: [resourceFixture()],
    });
    openPage('/shop-dev', backend);
    await press('Plan…');
    await userEvent.type(
      screen.getByLabelText('Only these'),
      'terraform_data.network{Enter}',
    );
    expect(screen.getByText(/other than its module says/)).toBeVisible();
    await press('Import a resource');
    expect(screen.getByText(/The module has to have a resource/)).toBeVisible();
    await userEvent.type(screen.getByLabelText('Address'), 'a.b');
    expect(
      screen.getByRole('button', { name: 'Plan the change' }),
    ).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Id at the provider'), 'x-1');
    await userEvent.dblClick(
      screen.getByRole('button', { name: 'Plan the change' }),
    );
    await waitFor(() => expect(planned(backend)).toHaveLength(1));
    expect(planned(backend)).toEqual([
      {
        intent: 'change',
        targets: ['terraform_data.network'],
        imports: [{ address: 'a.b', id: 'x-1' }],
      },
    ]);
    expect(
      backend.askedFor('post', RUNS)[0].headers['Idempotency-Key'],
    ).toBeTruthy();
  });

  it('deletes nothing without a reason, and begins with a plan', async () => {
    const backend = given();
    openPage('/shop-dev', backend);
    await press('Delete all…');
    const dialog = within(screen.getByRole('dialog'));
    const verb = dialog.getByRole('button', { name: 'Plan to delete all' });
    expect(verb).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/Reason/), 'the shop closes');
    await userEvent.click(verb);
    await waitFor(() =>
      expect(planned(backend)).toEqual([
        { intent: 'delete', reason: 'the shop closes' },
      ]),
    );
  });

  it('says what drifted, and accepts it only after saying what that means', async () => {
    const backend = given(driftedDetailFixture());
    openPage('/shop-dev', backend);
    await press('Expand all');
    expect(
      screen.getByRole('group', {
        name: 'What changes of terraform_data.network',
      }),
    ).toHaveTextContent(/ours.*by hand/);
    await press('Accept what is…');
    expect(screen.getByText(/no resource is changed/)).toBeVisible();
    await press('Plan to accept');
    await waitFor(() =>
      expect(planned(backend)).toEqual([{ intent: 'accept-drift' }]),
    );
  });

  it('shows what Terraform said while it looked, which no list of runs has', async () => {
    const stack = driftedFixture();
    stack.drift.run = 'look-1';
    const backend = given(detailFixture(stack));
    backend.answer('get', '/runs/{id}', {
      ...{ id: 'look-1', stack: 'shop-dev', status: 'succeeded', told: true },
      ...{ requestedBy: 'plugin:terraform-stacks', confirmed: false },
      lines: [{ seq: 1, level: 'info', message: 'network was changed' }],
    });
    openPage('/shop-dev', backend);
    await press('Show what Terraform said');
    expect(await screen.findByText('network was changed')).toBeVisible();
  });

  it('frees the lock that is shown and no newer one, with a reason', async () => {
    const locked = {
      id: 'lock-1',
      holder: 'Ada, by hand',
      operation: 'OperationTypeApply',
      since: '2026-11-20T10:00:00.000Z',
    };
    const backend = given(detailFixture(stackFixture({ locked })));
    backend.refuse(
      'delete',
      '/stacks/{key}/lock',
      new ConflictError('Grace holds it by now.'),
      { once: true },
    );
    openPage('/shop-dev', backend);
    await press('Free the lock…');
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/Reason/), 'the laptop is gone');
    const free = dialog.getByRole('button', { name: 'Free the lock' });
    const newer = { ...locked, id: 'lock-2', holder: 'Grace, by hand' };
    backend.stack(detailFixture(stackFixture({ locked: newer })));
    await userEvent.click(free);
    await says('alert', 'Grace holds it by now.');
    await screen.findByText(/Grace, by hand/);
    backend.answer('delete', '/stacks/{key}/lock', undefined);
    await userEvent.click(free);
    await waitFor(() =>
      expect(
        backend
          .askedFor('delete', '/stacks/{key}/lock')
          .map(({ query }) => query),
      ).toEqual([
        { id: 'lock-1', reason: 'the laptop is gone' },
        { id: 'lock-1', reason: 'the laptop is gone' },
      ]),
    );
  });

  it('does not take a stack that cannot be asked for one that is not there', async () => {
    const backend = new StubStacks();
    backend.lose('get', '/stacks/{key}');
    openPage('/shop-dev', backend);
    await says('alert', 'The stack cannot be shown');
    backend.refuse('get', '/stacks/{key}', new NotFoundError('Gone.'));
    await press('Try again');
    expect(await screen.findByText('There is no stack shop-dev')).toBeVisible();
  });
});
