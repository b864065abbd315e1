import { screen, waitFor, within } from '@testing-library/react';
import { press, userEvent } from '@towpath/ui/testUtils';
import {
  changeFixture,
  detailFixture,
  resourceFixture,
  versionFixture,
} from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubStacks } from '../../__testUtils__/StubStacks';

function given() {
  const backend = new StubStacks();
  backend.stack(detailFixture());
  return backend;
}

describe('the resources of a stack', () => {
  it('show attributes on demand, of secrets that they are there', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/resources', {
      readable: true,
      resources: [
        resourceFixture({
          tainted: true,
          attributes: [
            { path: 'input', value: 'ours' },
            { path: 'password', sensitive: true },
          ],
        }),
      ],
    });
    openPage('/shop-dev/resources', backend);
    await press('terraform_data.network');
    expect(screen.getByText('ours')).toBeVisible();
    expect(screen.getByText('(sensitive)')).toBeVisible();
    expect(screen.getByText(/the next plan makes it anew/)).toBeVisible();
  });

  it('are opened with the keyboard in the graph, which keeps the focus', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/resources', {
      readable: true,
      resources: Array.from({ length: 30 }, (_, at) =>
        resourceFixture({
          address: `module.network.terraform_data.subnet_${at}`,
          module: 'module.network',
          name: `subnet_${at}`,
        }),
      ),
    });
    openPage('/shop-dev/resources', backend);
    const box = await screen.findByRole('button', { name: /30 resources/ });
    box.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(
        screen.getByRole('group', { name: 'What depends on what' }),
      ).toHaveFocus(),
    );
  });

  it('are not none where the state cannot be read', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/resources', {
      readable: false,
      why: 'OpenTofu has encrypted it.',
      resources: [],
    });
    openPage('/shop-dev/resources', backend);
    expect(await screen.findByText(/OpenTofu has encrypted it/)).toBeVisible();
    expect(screen.queryByText('It holds nothing')).toBeNull();
  });
});

it('finds a value among many by its name', async () => {
  const backend = given();
  backend.answer('get', '/stacks/{key}/outputs', {
    outputs: Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [
        `output_${at}`,
        { sensitive: false, value: `value ${at}` },
      ]),
    ),
  });
  openPage('/shop-dev', backend);
  const filter = await screen.findByRole('searchbox', {
    name: 'Filter outputs',
  });
  await userEvent.type(filter, 'put_39');
  expect(await screen.findByText('1 of 40')).toBeVisible();
  expect(screen.getByText('value 39')).toBeVisible();
  expect(screen.queryByText('value 1')).toBeNull();
});

describe('the states of a stack', () => {
  it('are compared, two of them, by an address that can be sent', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/versions', {
      items: [versionFixture(3), versionFixture(2)],
    });
    backend.answer(
      'get',
      '/stacks/{key}/versions/difference',
      {
        readable: true,
        resources: [changeFixture({ address: 'a.new' })],
        outputs: [],
      },
      { query: { from: 'version-2', to: 'version-3' } },
    );
    openPage('/shop-dev/state', backend);
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Compare from state 2' }),
    );
    await userEvent.click(
      screen.getByRole('radio', { name: 'Compare to state 3' }),
    );
    const differing = await screen.findByRole('region', {
      name: 'What differs',
    });
    expect(await within(differing).findByText('a.new')).toBeVisible();
    expect(within(differing).getByText('came')).toBeVisible();
  });

  it('are restored with a reason, and never the newest', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/versions', {
      items: [versionFixture(3), versionFixture(2)],
    });
    backend.answer(
      'post',
      '/stacks/{key}/versions/{id}/restore',
      versionFixture(4),
    );
    openPage('/shop-dev/state', backend);
    await press('Restore…');
    await userEvent.type(screen.getByLabelText(/Reason/), 'it was mangled');
    await press('Restore serial 2');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const [asked] = backend.askedFor(
      'post',
      '/stacks/{key}/versions/{id}/restore',
    );
    expect(asked).toMatchObject({
      params: { id: 'version-2' },
      body: { reason: 'it was mangled' },
    });
  });
});

describe('work by hand', () => {
  const credential = {
    id: 'c1',
    person: 'user:default/ada',
    readOnly: false,
    createdAt: '2026-11-20T10:00:00.000Z',
    expiresAt: '2026-11-20T18:00:00.000Z',
  };

  it('shows the password once, and what to type with it', async () => {
    const backend = given();
    backend.answer('post', '/stacks/{key}/credentials', {
      credential,
      username: 'ada',
      password: "it's",
      block: 'backend "http" {}',
    });
    openPage('/shop-dev/by-hand', backend);
    await press('Make a credential');
    expect(await screen.findByText("it's")).toBeVisible();
    // A shell takes the quote for what it is.
    expect(screen.getByText(/TF_HTTP_PASSWORD='it'\\''s'/)).toBeVisible();
    await press('I have taken it along');
    expect(screen.queryByText("it's")).toBeNull();
  });

  it('ends a credential of which one is done', async () => {
    const backend = given();
    backend.answer('get', '/stacks/{key}/credentials', { items: [credential] });
    backend.answer('delete', '/stacks/{key}/credentials/{id}', undefined, {
      changes: () =>
        backend.answer('get', '/stacks/{key}/credentials', { items: [] }),
    });
    openPage('/shop-dev/by-hand', backend);
    await press('End it');
    expect(await screen.findByText('There is none.')).toBeVisible();
  });
});
