import fs from 'node:fs';
import path from 'node:path';
import { startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import request from 'supertest';
import yaml from 'yaml';
import terraformModule from '.';

async function findActions() {
  const { server } = await startTestBackend({
    features: [scaffolderPlugin, terraformModule],
  });
  const { body } = await request(server).get('/api/scaffolder/v2/actions');
  return (body as any[]).filter(({ id }) => id.startsWith('terraform:'));
}

it('offers exactly these actions, each with examples that fit its inputs', async () => {
  const actions = await findActions();
  expect(actions.map(({ id }) => id).sort()).toEqual([
    'terraform:apply',
    'terraform:destroy',
    'terraform:drift',
    'terraform:import',
    'terraform:output',
    'terraform:plan',
  ]);
  for (const { id, schema, examples } of actions) {
    for (const { example } of examples) {
      const [{ action, input }] = yaml.parse(example).steps;
      expect(action).toBe(id);
      expect(Object.keys(schema.input.properties)).toEqual(
        expect.arrayContaining(Object.keys(input)),
      );
      expect(Object.keys(input)).toEqual(
        expect.arrayContaining(schema.input.required),
      );
    }
  }
});

it('is used by the sample template with inputs that the actions have', async () => {
  const actions = await findActions();
  const template = yaml.parse(
    fs.readFileSync(
      path.resolve(__dirname, '../../../templates/sandbox-stack/template.yaml'),
      'utf8',
    ),
  );
  for (const { action, input } of template.spec.steps) {
    const { schema } = actions.find(({ id }) => id === action);
    expect(Object.keys(schema.input.properties)).toEqual(
      expect.arrayContaining(Object.keys(input)),
    );
  }
});
