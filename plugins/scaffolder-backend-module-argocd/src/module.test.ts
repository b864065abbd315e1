import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { ArgoCdDouble } from '@towpath/argocd/testUtils';
import request from 'supertest';
import yaml from 'yaml';
import argoCdModule from '.';

const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

async function startPortal(...instances: object[]) {
  const { server } = await startTestBackend({
    features: [
      scaffolderPlugin,
      argoCdModule,
      logger.factory,
      mockServices.rootConfig.factory({ data: { argocd: { instances } } }),
    ],
  });
  return server;
}

async function listActions(server: Awaited<ReturnType<typeof startPortal>>) {
  const { body } = await request(server).get('/api/scaffolder/v2/actions');
  return (body as any[]).filter(({ id }) => id.startsWith('argocd:'));
}

/** Resolves once the log has a line with these words. */
async function logged(level: 'info' | 'warn', words: string): Promise<string> {
  for (;;) {
    const lines = logger[level].mock.calls.map(([line]) => line);
    const found = lines.find(line => line.includes(words));
    if (found) return found;
    await new Promise(setImmediate);
  }
}

afterEach(() => jest.clearAllMocks());

it('offers exactly these actions, each with inputs, outputs and examples that fit', async () => {
  const double = await ArgoCdDouble.start();
  const server = await startPortal(double.config);

  const actions = await listActions(server);

  expect(actions.map(({ id }) => id).sort()).toEqual([
    'argocd:create-application',
    'argocd:rollback',
    'argocd:set-parameter',
    'argocd:sync',
    'argocd:wait',
  ]);
  for (const { id, description, schema, examples } of actions) {
    expect(description).not.toBe('');
    expect(schema.output.properties.url).toBeDefined();
    for (const { example } of examples) {
      const [step] = yaml.parse(example).steps;
      expect(step.action).toBe(id);
      expect(Object.keys(schema.input.properties)).toEqual(
        expect.arrayContaining(Object.keys(step.input)),
      );
      expect(Object.keys(step.input)).toEqual(
        expect.arrayContaining(schema.input.required),
      );
    }
  }
  await logged('info', `v3.5.1+double answers at ${double.url}`);
  await double.stop();
});

it('starts with wrong instances, says in words what is wrong, and never their secrets', async () => {
  const double = await ArgoCdDouble.start();
  const server = await startPortal(
    { ...double.config, name: 'expired', token: 'old-s3cr3t' },
    { name: 'nameless', token: 's3cr3t' },
    { name: 'gone', url: 'http://localhost:1', token: 's3cr3t' },
  );

  expect(await listActions(server)).toHaveLength(5);

  const lines = [
    await logged('warn', '"expired"'),
    await logged('warn', '"nameless"'),
    await logged('warn', '"gone"'),
  ];
  expect(lines[0]).toContain('the token is refused');
  expect(lines[1]).toContain('argocd.instances[1].url is missing or empty');
  expect(lines[2]).toContain('nothing listens at localhost:1');
  for (const line of lines) {
    expect(line).toContain('The portal works on without it');
  }
  expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('s3cr3t');
  await double.stop();
});

it('runs a template dry: outputs and words, and nothing is changed', async () => {
  const double = await ArgoCdDouble.start();
  const server = await startPortal(double.config);
  await logged('info', 'answers at');

  const { status, body } = await request(server)
    .post('/api/scaffolder/v2/dry-run')
    .send({
      template: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        kind: 'Template',
        metadata: { name: 'deploy' },
        spec: {
          type: 'service',
          steps: ['argocd:set-parameter', 'argocd:sync', 'argocd:wait'].map(
            action => ({
              id: action.slice('argocd:'.length),
              name: action,
              action,
              input: {
                name: '${{ parameters.service }}',
                ...(action.endsWith('parameter') && {
                  parameters: { 'image.tag': '1.1' },
                }),
              },
            }),
          ),
          output: {
            links: [{ title: 'Argo CD', url: '${{ steps.sync.output.url }}' }],
          },
        },
      },
      values: { service: 'shop' },
      directoryContents: [],
    });

  expect(status).toBe(200);
  expect(body.output.links[0].url).toBe(`${double.url}/applications/shop`);
  expect(JSON.stringify(body.log)).toContain(
    'Dry run: would sync application \\"shop\\" at Argo CD \\"main\\"',
  );
  expect(double.requests.every(({ method }) => method === 'GET')).toBe(true);
  await double.stop();
});

it('starts without any instance', async () => {
  const server = await startPortal();

  expect(await listActions(server)).toHaveLength(5);
  await logged('info', 'No Argo CD instance is configured');
});
