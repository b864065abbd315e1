import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock } from '@towpath/clock';
import { GitHosts } from '@towpath/git-hosts';
import { GitRepositories } from '@towpath/gitops';
import { ScoreFiles } from './ScoreFiles';

const HEAD = 'a'.repeat(40);

let server: Server;
let files: ScoreFiles;
let entity: Entity;
/** What the host answers for a file: its text, or a status. */
let there: Record<string, string | number>;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '');
    asked.push(url);
    const name = /contents\/([^?]+)/.exec(url)?.[1];
    const found = name === undefined ? 'commits' : there[name] ?? 404;
    response.writeHead(typeof found === 'number' ? found : 200, {
      'content-type': 'application/json',
    });
    const commit = { sha: HEAD, commit: { author: { name: 'Ada' } } };
    const file = {
      ...{ type: 'file', encoding: 'base64', size: String(found).length },
      content: Buffer.from(String(found)).toString('base64'),
    };
    const body = typeof found === 'number' ? { message: 'no' } : file;
    response.end(JSON.stringify(name === undefined ? [commit] : body));
  }).listen(0, 'localhost');
  await new Promise(done => server.once('listening', done));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  const config = mockServices.rootConfig({
    data: { integrations: { gitea: [{ host, baseUrl: `http://${host}` }] } },
  });
  const integrations = ScmIntegrations.fromConfig(config);
  const clock = systemClock;
  files = new ScoreFiles({
    ...{ integrations, reader: mockServices.urlReader.mock() },
    hosts: GitHosts.fromIntegrations(integrations, { clock }),
    repositories: GitRepositories.create({
      ...{ integrations, clock, workDir: 'unused' },
      logger: mockServices.logger.mock(),
    }),
  });
  entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      annotations: {
        'backstage.io/managed-by-location': `url:http://${host}/myorg/shop/src/branch/main/catalog-info.yaml`,
      },
    },
  };
});
afterAll(() => server?.close());
beforeEach(() => {
  there = { 'score.yaml': 'file', 'score.prod.yaml': 'override' };
  asked = [];
});

it('reads the file and what is laid over it in one commit', async () => {
  expect(await files.find(entity, 'prod')).toMatchObject({
    text: 'file',
    override: { name: 'score.prod.yaml', text: 'override' },
  });
  const contents = asked.filter(one => one.includes('/contents/'));
  expect(contents).toHaveLength(2);
  expect(contents.every(one => one.includes(`ref=${HEAD}`))).toBe(true);
});

it('takes a file that is not there for no override', async () => {
  delete there['score.prod.yaml'];
  expect(await files.find(entity, 'prod')).toMatchObject({ text: 'file' });
  expect((await files.find(entity, 'prod'))?.override).toBeUndefined();
});

// Production would be rendered as development is.
it.each([500, 503, 401, 403])(
  'never takes the answer %s for no override',
  async status => {
    there['score.prod.yaml'] = status;
    await expect(files.find(entity, 'prod')).rejects.toThrow();
    await expect(files.findOverride(entity, 'prod')).rejects.toThrow();
    expect(await files.find(entity, 'dev')).toMatchObject({ text: 'file' });
  },
);

it('lays over a file that the entity names what is beside that one', async () => {
  there = { 'deploy/one.yml': 'file', 'deploy/one.prod.yml': 'override' };
  const { annotations } = entity.metadata;
  const named = {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...annotations,
        'towpath.dev/score-file': './deploy/one.yml',
      },
    },
  };
  expect(await files.find(named, 'prod')).toMatchObject({
    override: { name: 'one.prod.yml', text: 'override' },
  });
});
