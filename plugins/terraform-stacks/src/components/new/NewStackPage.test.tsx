import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { detailFixture, stackFixture } from '../../__testUtils__/fixtures';
import { named, openPage } from '../../__testUtils__/openPage';
import { StubStacks } from '../../__testUtils__/StubStacks';

const fill = async (label: RegExp, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(text);
};

async function open(backend: StubStacks) {
  openPage('/-/new', backend);
  await screen.findByRole('option', { name: 'team-finance' });
  await fill(/^Key/, 'shop-network');
  await userEvent.selectOptions(
    screen.getByLabelText(/^Owner/),
    'group:default/team-finance',
  );
}

const asked = (backend: StubStacks) =>
  backend.askedFor('put', '/stacks/{key}').map(({ body }) => body);

it('says what a stack is made of, and leads to its page', async () => {
  const backend = new StubStacks();
  const made = detailFixture(stackFixture({ key: 'shop-network' }));
  backend.answer('put', '/stacks/{key}', made, {
    changes: () => backend.stack(made),
  });
  await open(backend);
  await userEvent.selectOptions(screen.getByLabelText('Environment'), 'dev');
  await userEvent.click(screen.getByRole('radio', { name: /Git/ }));
  await fill(/^Repository/, 'https://git.example/shop.git');
  await fill(/^Tag/, 'v1.2.0');
  await fill(/^Variables/, '{"size": 3}');
  await press('Make the stack');
  await waitFor(() =>
    expect(
      screen.getByRole('navigation', { name: 'Stack shop-network' }),
    ).toBeVisible(),
  );
  expect(asked(backend)).toEqual([
    {
      owner: 'group:default/team-finance',
      environment: 'dev',
      module: { git: { url: 'https://git.example/shop.git', tag: 'v1.2.0' } },
      variables: { size: 3 },
    },
  ]);
});

it('says what is missing and what is no JSON before it asks', async () => {
  const backend = new StubStacks();
  openPage('/-/new', backend);
  await fill(/^Variables/, '[1]');
  await press('Make the stack');
  expect(screen.getAllByText('Fill it in.')).toHaveLength(3);
  expect(screen.getByText(/It is no object of JSON/)).toBeVisible();
  expect(screen.getByLabelText(/^Key/)).toHaveFocus();
  await fill(/^Key/, 'shop-network');
  await press('Make the stack');
  expect(screen.getByLabelText(/^Owner/)).toHaveFocus();
  expect(asked(backend)).toEqual([]);
});

it('shows what the backend refuses, keeps what was written, and sends it again', async () => {
  const backend = new StubStacks();
  const why = 'module.platform is "moon": there is no such module';
  backend.refuse('put', '/stacks/{key}', new InputError(why));
  await open(backend);
  await fill(/^Name of the module/, 'moon');
  await press('Make the stack');
  await says('alert', why);
  expect(screen.getByLabelText(/^Key/)).toHaveValue('shop-network');
  await press('Make the stack');
  await waitFor(() => expect(asked(backend)).toHaveLength(2));
});

it('changes no stack that is there already, and says how that is done', async () => {
  const backend = new StubStacks();
  const why = 'There is a stack "shop-network" already. Change that one there';
  backend.refuse('put', '/stacks/{key}', new ConflictError(why));
  await open(backend);
  await fill(/^Name of the module/, 'network');
  await press('Make the stack');
  await says('alert', why);
  const [{ headers }] = backend.askedFor('put', '/stacks/{key}');
  expect(headers).toMatchObject({ 'If-None-Match': '*' });
});

it('says that there are no owners to choose from because the catalog did not answer, and asks it again', async () => {
  const catalog = catalogApiMock.mock();
  catalog.getEntities
    .mockRejectedValueOnce(new NotAllowedError('The catalog is closed.'))
    .mockResolvedValue({ items: [named('Group', 'team-finance')] });
  openPage('/-/new', new StubStacks(), { catalog });
  await says(
    'alert',
    'Owners and environments did not come: The catalog is closed.',
  );
  await press('Try again');
  await screen.findByRole('option', { name: 'team-finance' });
  expect(screen.queryByRole('alert')).toBeNull();
});
