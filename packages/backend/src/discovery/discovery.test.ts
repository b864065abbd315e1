import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../__testUtils__/eventually';
import { urlReader } from '../reading';
import discovery from '.';
import {
  describe as describeIt,
  GithubDouble,
  send,
  type Fault,
} from '../__testUtils__/GithubDouble';

const folder = mkdtempSync(join(tmpdir(), 'described-'));
const file = join(folder, 'catalog-info.yaml');

let github: GithubDouble;
let catalog: string;
let refresh: () => Promise<void>;
let stop: () => Promise<void>;

async function startPortal() {
  const scheduler = mockServices.scheduler.mock();
  scheduler.createScheduledTaskRunner.mockReturnValue({
    run: async task => {
      expect(task.id).toBe('github-provider:main:refresh');
      refresh = async () => task.fn(new AbortController().signal);
    },
  });
  const { host, rawHost } = github;
  const apiBaseUrl = `http://${host}/api`;
  const schedule = { frequency: { minutes: 1 }, timeout: { minutes: 1 } };
  const data = {
    backend: { reading: { allow: [{ host: rawHost }] } },
    towpath: { reading: { timeout: { seconds: 3 } } },
    integrations: { github: [{ host, apiBaseUrl, token: 'secret' }] },
    catalog: {
      rules: [{ allow: ['Component', 'Location'] }],
      locations: [
        { type: 'url', target: `http://${rawHost}/raw/by-url.yaml` },
        { type: 'file', target: file },
      ],
      providers: {
        github: { main: { host, organization: 'myorg', schedule } },
      },
    },
  };
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      urlReader,
      discovery,
      scheduler.factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  catalog = `http://localhost:${backend.server.port()}/api/catalog`;
  stop = () => backend.stop();
}

const ORPHAN = 'backstage.io/orphan';

interface Described {
  kind: string;
  metadata: { name: string; annotations: Record<string, string> };
  spec: { target: string };
  status?: { items?: { message: string }[] };
}

async function entities(kind: string): Promise<Described[]> {
  const response = await fetch(`${catalog}/entities?filter=kind=${kind}`);
  return response.json();
}

async function components(): Promise<string[]> {
  const found = await entities('component');
  return found
    .filter(({ metadata }) => !metadata.annotations[ORPHAN])
    .map(({ metadata }) => metadata.name)
    .sort();
}

const isThere = (name: string) =>
  eventually(async () => expect(await components()).toContain(name));

const isGone = (name: string) =>
  eventually(async () => expect(await components()).not.toContain(name));

beforeEach(async () => {
  github = await GithubDouble.start();
  github.add('shop');
  github.add('pay', 'trunk');
  github.raw.set('/raw/by-url.yaml', describeIt('by-url'));
  writeFileSync(file, describeIt('by-file'));
  await startPortal();
  await refresh();
  for (const name of ['shop', 'pay', 'by-url', 'by-file']) await isThere(name);
});

afterEach(async () => {
  await stop();
  await github.stop();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The location that a component is described at, which is read again now. */
async function readAgain(part: string): Promise<void> {
  const found = await entities('location');
  const { metadata } = found.find(({ spec }) => spec.target.includes(part))!;
  const body = JSON.stringify({
    entityRef: `location:default/${metadata.name}`,
  });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${catalog}/refresh`, { method: 'POST', headers, body });
}

/** Waits until the location was read in vain; what it describes has to be there all the time. */
async function failsAndStays(part: string, name: string): Promise<void> {
  await readAgain(part);
  await eventually(async () => {
    expect(await components()).toContain(name);
    const found = await entities('location');
    const location = found.find(({ spec }) => spec.target.includes(part));
    expect(location?.status?.items).toEqual([
      expect.objectContaining({ level: 'error' }),
    ]);
  });
}

const failing =
  (part: string, status: number, body: unknown): Fault =>
  ({ url = '' }, response) =>
    url.includes(part) && send(response, status, body);

const breaking =
  (part: string): Fault =>
  ({ url = '' }, response) =>
    url.includes(part) && Boolean(response.destroy());

const halfABody =
  (part: string): Fault =>
  ({ url = '' }, response) => {
    if (!url.includes(part)) return false;
    response.writeHead(200, { 'content-length': 1000 });
    response.write('apiVersion: backsta', () => response.destroy());
    return true;
  };

const silent =
  (part: string): Fault =>
  ({ url = '' }) =>
    url.includes(part);

const answers = (part: string): [string, Fault][] => [
  ['503', failing(part, 503, { message: 'busy' })],
  ['429', failing(part, 429, { message: 'slowly' })],
  ['401', failing(part, 401, { message: 'who' })],
  ['403, as for a limit of requests', failing(part, 403, { message: 'limit' })],
  ['404 of something before the host', failing(part, 404, '<html>')],
  ['a page instead of the file', failing(part, 200, '<html>Sign in</html>')],
  ['an empty answer', failing(part, 200, '')],
  ['a broken connection', breaking(part)],
  ['half a body', halfABody(part)],
  ['no answer', silent(part)],
];

it('reads each repository at its own default branch', async () => {
  const targets = (await entities('location')).map(({ spec }) => spec.target);
  expect(targets).toEqual(
    expect.arrayContaining([
      `http://${github.host}/myorg/shop/blob/main/catalog-info.yaml`,
      `http://${github.host}/myorg/pay/blob/trunk/catalog-info.yaml`,
    ]),
  );
});

it.each(answers('/repos/myorg/shop/contents'))(
  'keeps what a repository describes that could not be read: %s',
  async (_what, fault) => {
    github.fault = fault;
    await failsAndStays('/myorg/shop/', 'shop');
    github.fault = () => false;
  },
);

it.each(answers('/raw/by-url.yaml'))(
  'keeps what a registered address describes that could not be read: %s',
  async (_what, fault) => {
    github.fault = fault;
    await failsAndStays('/raw/by-url.yaml', 'by-url');
  },
);

it('keeps what a file describes that is away for a while', async () => {
  renameSync(file, `${file}.away`);
  await failsAndStays(file, 'by-file');
  renameSync(`${file}.away`, file);
});

it('keeps what a file describes that is empty for a while', async () => {
  writeFileSync(file, '');
  await failsAndStays(file, 'by-file');
});

/** A list that GitHub answers without a word of an error. */
const listing = (...nodes: unknown[]): Fault =>
  failing('/graphql', 200, {
    data: {
      repositoryOwner: {
        repositories: { nodes, pageInfo: { hasNextPage: false } },
      },
    },
  });

const LISTED = {
  name: 'news',
  catalogInfoFile: null,
  url: 'https://github.example/myorg/news',
  isArchived: false,
  isFork: false,
  visibility: 'private',
  repositoryTopics: { nodes: [] },
  defaultBranchRef: { name: 'main' },
};
const withoutFile: Partial<typeof LISTED> = { ...LISTED };
delete withoutFile.catalogInfoFile;

const LIMITED = {
  data: null,
  errors: [{ type: 'FORBIDDEN', message: 'Resource protected by SAML' }],
};

it.each<[string, Fault]>([
  ['503', failing('/graphql', 503, {})],
  ['401', failing('/graphql', 401, { message: 'Bad credentials' })],
  ['errors beside no data', failing('/graphql', 200, LIMITED)],
  ['nothing', failing('/graphql', 200, { data: { repositoryOwner: null } })],
  ['a page of something else', failing('/graphql', 200, '<html>')],
  [
    'an entry that may not be seen',
    failing('/graphql', 200, {
      data: {
        repositoryOwner: {
          repositories: { nodes: [null], pageInfo: { hasNextPage: false } },
        },
      },
      errors: [{ type: 'FORBIDDEN', path: ['nodes', 0], message: 'SAML' }],
    }),
  ],
  ['an entry that is null, without an error', listing(LISTED, null)],
  ['entries that do not say whether the file is there', listing(withoutFile)],
])('keeps all while the list is not answered: %s', async (_what, fault) => {
  github.fault = fault;
  await refresh();
  github.fault = () => false;
  expect(await components()).toEqual(['by-file', 'by-url', 'pay', 'shop']);
});

it('removes what GitHub says is gone: a repository, or the file in one', async () => {
  github.repositories.delete('pay');
  github.repositories.get('shop')!.text = undefined;
  await refresh();
  await isGone('pay');
  await isGone('shop');
});

it('leaves out a repository that describes nothing', async () => {
  github.add('empty');
  github.repositories.get('empty')!.text = undefined;
  github.add('news');
  await refresh();
  await isThere('news');
  const found = await entities('location');
  expect(found.filter(({ spec }) => spec.target.includes('/empty/'))).toEqual(
    [],
  );
});
