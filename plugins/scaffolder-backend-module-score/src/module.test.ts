import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import request from 'supertest';
import yaml from 'yaml';
import scoreModule from '.';

it('offers exactly these actions, each with examples that fit its inputs', async () => {
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      scoreModule,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'http://portal' } },
      }),
    ],
  });
  const { body } = await request(server).get('/api/scaffolder/v2/actions');
  const actions = (body as any[]).filter(({ id }) => id.startsWith('score:'));
  expect(actions.map(({ id }) => id).sort()).toEqual([
    'score:delete',
    'score:plan',
    'score:provision',
    'score:render',
    'score:validate',
  ]);
  for (const { id, schema, examples } of actions) {
    for (const { example } of examples) {
      const [{ action, input }] = yaml.parse(example).steps;
      expect(action).toBe(id);
      expect(Object.keys(schema.input.properties)).toEqual(
        expect.arrayContaining(Object.keys(input)),
      );
      expect(Object.keys(input)).toEqual(
        expect.arrayContaining(schema.input.required ?? []),
      );
    }
  }
});
