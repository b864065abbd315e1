import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { until } from '@towpath/test-kit';
import discovery from '.';
import { GiteaDouble, send, type Fault } from './__testUtils__/GiteaDouble';

let gitea: GiteaDouble;
let catalog: string;
let refresh: () => Promise<void>;
let stop: () => Promise<void>;

async function startPortal() {
  const scheduler = mockServices.scheduler.mock();
  scheduler.createScheduledTaskRunner.mockReturnValue({
    run: async task => {
      expect(task.id).toBe('gitea-provider:sandbox:refresh');
      refresh = async () => task.fn(new AbortController().signal);
    },
  });
  const { host, url } = gitea;
  const settings = { frequency: { minutes: 1 }, timeout: { minutes: 1 } };
  const data = {
    backend: { reading: { allow: [{ host }] } },
    integrations: {
      gitea: [{ host, baseUrl: url, username: 'portal', password: 's3cr3t' }],
    },
    catalog: {
      rules: [{ allow: ['Component', 'Location'] }],
      providers: {
        gitea: {
          sandbox: { host, organization: 'myorg', schedule: settings },
        },
      },
    },
  };
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      discovery,
      scheduler.factory,
      mockServices.rootConfig.factory({ data }),
    ],
  });
  catalog = `http://localhost:${backend.server.port()}/api/catalog`;
  stop = () => backend.stop();
}

/** Of the locations that the catalog reads, by name. */
async function targets(): Promise<string[]> {
  const response = await fetch(`${catalog}/entities?filter=kind=location`);
  const entities: { spec: { target: string } }[] = await response.json();
  return entities
    .map(({ spec }) => spec.target.slice(`${gitea.url}/myorg/`.length))
    .sort();
}

const at = (name: string, branch = 'main') =>
  `${name}/src/branch/${branch}/catalog-info.yaml`;

const ALL = [at('cart'), at('pay', 'trunk'), at('shop')];

/** Looks, and waits until the catalog has what it should. */
async function becomes(expected: string[]) {
  await refresh();
  await until(
    `the catalog reads ${expected.join(', ')}`,
    targets,
    found => JSON.stringify(found) === JSON.stringify(expected),
  );
}

/** A look that is told wrong things takes nothing away, and one that brings something new says it is over. */
async function keepsAll(fault: Fault) {
  gitea.fault = fault;
  await refresh();
  await refresh();
  gitea.fault = () => false;
  gitea.add('news');
  await becomes([...ALL.slice(0, 1), at('news'), ...ALL.slice(1)]);
}

const repeatFirst: Fault = (path, response) =>
  /page=[2-9]/.test(path) &&
  send(response, 200, [
    {
      name: 'shop',
      html_url: `${gitea.url}/myorg/shop`,
      default_branch: 'main',
    },
  ]);

const cutShort: Fault = (path, response) => {
  if (!/page=[2-9]/.test(path)) return false;
  response.setHeader('x-total-count', '3');
  return send(response, 200, []);
};

const halfABody: Fault = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  return Boolean(response.end('[{"name": "sh'));
};

// One portal for all: each test begins with the same repositories, all of them read.
beforeAll(async () => {
  gitea = await GiteaDouble.start();
  await startPortal();
});

beforeEach(async () => {
  gitea.fault = () => false;
  gitea.repositories.clear();
  gitea.add('shop');
  gitea.add('pay', 'trunk');
  gitea.add('cart');
  await becomes(ALL);
});

afterAll(async () => {
  await stop();
  await gitea.stop();
});

it('reads each repository at its own default branch', async () => {
  expect(await targets()).toEqual(ALL);
  const path = `${catalog}/entities/by-name/component/default/pay`;
  await until(
    'the service is in the catalog',
    async () => (await fetch(path)).ok,
  );
});

describe('a question that failed', () => {
  const isFile = (path: string) => path.includes('/contents/');
  const isList = (path: string) => path.includes('/orgs/');
  const failing =
    (isMeant: (path: string) => boolean, ...answer: [number, unknown]): Fault =>
    (path, response) =>
      isMeant(path) && send(response, ...answer);

  it.each<[string, Fault]>([
    ['503 for a file', failing(isFile, 503, { message: 'busy' })],
    ['429 for a file', failing(isFile, 429, { message: 'slowly' })],
    ['401 for a file', failing(isFile, 401, { message: 'who' })],
    ['403 for a file', failing(isFile, 403, { message: 'no' })],
    ['404 of something before the host', failing(isFile, 404, '<html>')],
    ['200 of another shape for a file', failing(isFile, 200, null)],
    ['a folder for a file', failing(isFile, 200, [])],
    ['503 for the list', failing(isList, 503, { message: 'busy' })],
    ['404 for the list', failing(isList, 404, { message: 'not found' })],
    ['503 for the second page', failing(p => /page=2/.test(p), 503, {})],
    ['a second page like the first', repeatFirst],
    ['null for the list', failing(isList, 200, null)],
    ['an object for the list', failing(isList, 200, { data: [] })],
    ['an entry without a name', failing(isList, 200, [{ id: 3 }])],
    ['a list cut short', cutShort],
    ['a broken connection', (_, response) => Boolean(response.destroy())],
    ['half a body', halfABody],
  ])('takes nothing away: %s', async (_, fault) => {
    await keepsAll(fault);
  });

  it('takes nothing away while an empty list is not borne out by the repositories', async () => {
    await keepsAll(failing(isList, 200, []));
  });

  it('takes nothing away after a start anew', async () => {
    gitea.fault = failing(isFile, 503, {});
    await refresh();
    expect(await targets()).toEqual(ALL);
  });

  it('of one repository does not hold up the others', async () => {
    gitea.fault = failing(path => /pay\/contents/.test(path), 503, {});
    gitea.add('news');
    gitea.repositories.delete('cart');
    await becomes([at('news'), at('pay', 'trunk'), at('shop')]);
  });
});

describe('a final no', () => {
  it('takes away a repository that is not there any more', async () => {
    gitea.repositories.delete('shop');
    await becomes(ALL.slice(0, 2));
  });

  it('takes away the last one too', async () => {
    gitea.repositories.clear();
    await becomes([]);
  });

  it('takes away a file that is not there any more, and brings it back', async () => {
    gitea.repositories.get('shop')!.files = { main: '' };
    await becomes(ALL.slice(0, 2));
    gitea.add('shop');
    await becomes(ALL);
  });

  it('follows the default branch', async () => {
    gitea.add('shop', 'release/1');
    await becomes([...ALL.slice(0, 2), at('shop', 'release%2F1')]);
  });
});
