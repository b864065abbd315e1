import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import request from 'supertest';
import yaml from 'yaml';
import terraformModule from '.';

async function startPortal(terraform: object) {
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const scheduler = mockServices.scheduler.mock();
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      terraformModule,
      logger.factory,
      scheduler.factory,
      mockServices.rootConfig.factory({
        data: { terraform: { stateDir: '/nowhere/stacks', ...terraform } },
      }),
    ],
  });
  const { body } = await request(server).get('/api/scaffolder/v2/actions');
  const actions = (body as any[]).filter(({ id }) =>
    id.startsWith('terraform:'),
  );
  const tasks = scheduler.scheduleTask.mock.calls.map(([task]) => task);
  return { actions, logger, tasks };
}

it('offers exactly these actions, each with examples that fit its inputs', async () => {
  const { actions } = await startPortal({});
  expect(actions.map(({ id }) => id).sort()).toEqual([
    'terraform:apply',
    'terraform:destroy',
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

it('starts without Terraform, and says in the log what is missing', async () => {
  const { actions, logger } = await startPortal({ binary: '/nowhere/tf' });
  expect(actions).toHaveLength(4);
  expect(JSON.stringify(logger.warn.mock.calls)).toContain(
    'The template actions terraform:* will refuse to run: NotFoundError: terraform.binary is \\"/nowhere/tf\\", and there is no program there',
  );
});

it('removes what nobody needs any more every hour, not only when it starts', async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-'));
  const binary = path.join(root, 'terraform');
  const version = '{"terraform_version":"1.11.4"}';
  fs.writeFileSync(binary, `#!/bin/sh\necho '${version}'\n`, { mode: 0o755 });
  const { tasks } = await startPortal({
    binary,
    stateDir: path.join(root, 'stacks'),
  });
  const plan = path.join(root, 'stacks/shop-dev/runs/r1');
  fs.mkdirSync(plan, { recursive: true });
  fs.writeFileSync(
    path.join(plan, 'run.json'),
    JSON.stringify({ createdAt: Date.now() - 25 * 3600_000 }),
  );

  const sweep = tasks.find(({ id }) => id === 'terraform-sweep')!;
  expect(sweep.frequency).toEqual({ hours: 1 });
  await sweep.fn(new AbortController().signal);
  expect(fs.readdirSync(path.dirname(plan))).toEqual([]);
  fs.rmSync(root, { recursive: true });
});

it('is used by the sample template with inputs that the actions have', async () => {
  const { actions } = await startPortal({});
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
