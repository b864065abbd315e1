import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { userEvent } from '@towpath/ui/testUtils';
import { useState } from 'react';
import { templateGatesApiRef } from '../api/templateGatesApiRef';
import { wordsOf } from './GatedScaffolderClient';
import { GoldenPath } from './GoldenPath';
import { GOLDEN_PATH, markFields } from './markFields';
import { validateGoldenPath } from './validateGoldenPath';

const TEMPLATE = 'template:default/new-service';
const deny = {
  policy: 'templates',
  rule: 'reserved',
  effect: 'deny' as const,
  message: '"platform-x" is kept for the platform.',
  field: 'name',
  instead: 'another name',
};
const gate = {
  policy: 'templates',
  rule: 'large',
  effect: 'gate' as const,
  message: 'A large database is looked at first.',
  field: 'database',
  groups: ['group:default/platform-team'],
};

const gates = {
  asked: [] as any[],
  async judge(body: any) {
    this.asked.push(body);
    const { name, database } = body.values;
    return {
      verdicts: [
        ...(String(name).startsWith('platform-') ? [deny] : []),
        ...(database === 'large' ? [gate] : []),
      ],
    };
  },
};

function StringField(props: any) {
  return (
    <input
      aria-label={props.name}
      value={props.formData ?? ''}
      onChange={({ target }) => props.onChange(target.value)}
    />
  );
}

function Form({ name }: { name: string }) {
  const [value, setValue] = useState<string>();
  const props = {
    name,
    formData: value,
    onChange: setValue,
    schema: { type: 'string', title: 'A field', description: 'What it is.' },
    uiSchema: { 'ui:goldenPath': { template: TEMPLATE, name } },
    registry: { fields: { StringField } },
    formContext: { formData: { other: 'answer' } },
  };
  return <GoldenPath {...(props as any)} />;
}

const show = (name: string) =>
  renderInTestApp(
    <TestApiProvider apis={[[templateGatesApiRef, gates as any]]}>
      <Form name={name} />
    </TestApiProvider>,
  );

it('says at the field what is denied, while one types, and what would be golden', async () => {
  await show('name');
  await userEvent.type(screen.getByLabelText('name'), 'platform-x');

  const words = await screen.findByText(/is kept for the platform/);
  expect(words).toHaveTextContent('Golden path: another name.');
  expect(words).toHaveClass('Mui-error');
  expect(gates.asked.at(-1)).toEqual({
    templateRef: TEMPLATE,
    values: { name: 'platform-x', other: 'answer' },
  });

  await userEvent.clear(screen.getByLabelText('name'));
  await userEvent.type(screen.getByLabelText('name'), 'shop');
  expect(screen.queryByText(/is kept for the platform/)).toBeNull();
});

it('says who is asked, without calling it an error', async () => {
  await show('database');
  await userEvent.type(screen.getByLabelText('database'), 'large');

  const words = await screen.findByText(
    /waits for an approval by platform-team/,
  );
  expect(words).not.toHaveClass('Mui-error');
});

it('says it at each field that is filled in at the same time as another', async () => {
  const all = { name: 'platform-x', database: 'large' };
  const field = (name: 'name' | 'database') => (
    <GoldenPath
      {...({
        ...{ name, formData: all[name], onChange: () => undefined },
        schema: { type: 'string' },
        uiSchema: { 'ui:goldenPath': { template: TEMPLATE, name } },
        registry: { fields: { StringField } },
        formContext: { formData: all },
      } as any)}
    />
  );
  await renderInTestApp(
    <TestApiProvider apis={[[templateGatesApiRef, gates as any]]}>
      {field('name')}
      {field('database')}
    </TestApiProvider>,
  );

  expect(await screen.findByText(/is kept for the platform/)).toBeVisible();
  expect(await screen.findByText(/waits for an approval by/)).toBeVisible();
});

it('refuses on "Next" what is denied about the field, after what the field itself checks', async () => {
  const errors: string[] = [];
  const field = { addError: (message: string) => errors.push(message) };
  const own = async (value: unknown, into: typeof field) =>
    into.addError(`own words about ${value}`);
  const apis = new Map<string, unknown>([
    [templateGatesApiRef.id, gates],
    [
      'plugin.scaffolder.form-fields-loader',
      { loadFormFields: async () => [{ name: 'Own', validation: own }] },
    ],
  ]);
  const context = (name: string, original?: string) => ({
    apiHolder: { get: ({ id }: any) => apis.get(id) } as any,
    formData: {},
    uiSchema: { 'ui:goldenPath': { template: TEMPLATE, name, original } },
  });

  await validateGoldenPath('platform-x', field, context('name', 'Own'));
  expect(errors).toEqual([
    'own words about platform-x',
    '"platform-x" is kept for the platform.',
  ]);

  errors.length = 0;
  await validateGoldenPath('large', field, context('database'));
  expect(errors).toEqual([]);
});

it('marks the fields that rules name, and keeps what they were', () => {
  const form = {
    title: 'New service',
    steps: [
      {
        title: 'One',
        schema: {
          properties: {
            name: { type: 'string', 'ui:field': 'RepositoryName' },
            language: { type: 'string' },
            storage: { type: 'object' },
          },
        },
      },
    ],
  };
  const [step] = markFields(form, ['name', 'storage.size'], TEMPLATE).steps;
  expect(step.schema.properties).toEqual({
    name: {
      type: 'string',
      'ui:field': GOLDEN_PATH,
      'ui:goldenPath': {
        template: TEMPLATE,
        name: 'name',
        original: 'RepositoryName',
      },
    },
    language: { type: 'string' },
    storage: {
      type: 'object',
      'ui:field': GOLDEN_PATH,
      'ui:goldenPath': { template: TEMPLATE, name: 'storage' },
    },
  });
  expect(markFields(form, [], TEMPLATE)).toBe(form);
});

it('finds the words of the backend in what the client makes of them', () => {
  const body = JSON.stringify({ error: { message: 'Kept. Take another.' } });
  expect(
    wordsOf(new Error(`Backend request failed, 403 Forbidden ${body}`)),
  ).toBe('Kept. Take another.');
  expect(wordsOf(new Error('Failed to fetch'))).toBe('Failed to fetch');
});
