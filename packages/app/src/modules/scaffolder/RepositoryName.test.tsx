import { useState } from 'react';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { userEvent } from '@towpath/ui/testUtils';
import { RepositoryName } from './RepositoryName';
import { judgeName } from './judgeName';

const taken = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payment-service', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/team-finance' },
};
const catalog = catalogApiMock({ entities: [taken] });

const Form = () => {
  const [name, setName] = useState<string | undefined>();
  const props = {
    formData: name,
    onChange: setName,
    schema: { title: 'Name', description: 'Names the repository.' },
    uiSchema: {},
    idSchema: { $id: 'root_name' },
    required: true,
  };
  return <RepositoryName {...(props as any)} />;
};

const show = (api: object = catalog) =>
  renderInTestApp(
    <TestApiProvider apis={[[catalogApiRef, api as any]]}>
      <Form />
    </TestApiProvider>,
  );

const field = () => screen.getByRole('textbox', { name: /Name/ });

it('refuses a taken name while one types, and says whose it is', async () => {
  await show();
  await userEvent.type(field(), 'payment-service');
  expect(
    await screen.findByText(/"payment-service" is taken: team-finance/),
  ).toBeInTheDocument();
  expect(field()).toBeInvalid();
});

it('lets go of the refusal as soon as the name is another', async () => {
  await show();
  await userEvent.type(field(), 'payment-service');
  await screen.findByText(/is taken/);
  await userEvent.type(field(), '-2');
  expect(await screen.findByText('This name is free.')).toBeInTheDocument();
  expect(screen.queryByText(/is taken/)).not.toBeInTheDocument();
  expect(field()).toBeValid();
});

it('says what is wrong with the form of a name without asking anybody', async () => {
  const getEntitiesByRefs = jest.fn();
  await show({ getEntitiesByRefs });
  await userEvent.type(field(), 'Payment');
  expect(
    await screen.findByText('A name begins with a small letter.'),
  ).toBeInTheDocument();
  expect(getEntitiesByRefs).not.toHaveBeenCalled();
});

it('does not stand in the way when the catalog does not answer', async () => {
  await show({
    getEntitiesByRefs: async () => Promise.reject(new Error('down')),
  });
  await userEvent.type(field(), 'payments');
  expect(
    await screen.findByText(/The catalog does not answer/),
  ).toBeInTheDocument();
  expect(field()).toBeValid();
});

it.each([
  ['a', 'has two characters or more'],
  ['1st', 'begins with a small letter'],
  ['a_b', 'has only small letters, digits and hyphens'],
  ['a-', 'ends with a letter or digit'],
  ['kube-system', 'none of the namespaces that a cluster has for itself'],
  ['default', 'none of the namespaces that a cluster has for itself'],
  ['true', 'none of the words that YAML has for itself'],
  ['off', 'none of the words that YAML has for itself'],
  ['x'.repeat(51), 'at most 50 characters; this one has 51'],
])('names the rule that "%s" breaks', async (name, rule) => {
  const verdict = await judgeName(name, catalog);
  expect(verdict).toMatchObject({
    state: 'refused',
    message: expect.stringContaining(rule),
  });
});
