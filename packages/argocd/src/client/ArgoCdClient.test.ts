import { ArgoCdDouble, sampleApplication } from '../testUtils';
import type { Clock } from '@towpath/clock';
import { ArgoCdClient } from './ArgoCdClient';

let double: ArgoCdDouble;
let now = 0;
const slept: number[] = [];
const clock: Clock = {
  now: () => now,
  async sleep(ms) {
    slept.push(ms);
    now += ms;
  },
};
const clients: ArgoCdClient[] = [];

function connect(settings: object = {}): ArgoCdClient {
  const client = new ArgoCdClient(
    {
      name: 'main',
      url: double.url,
      credentials: { token: double.token },
      timeoutMs: 5_000,
      ...settings,
    },
    clock,
  );
  clients.push(client);
  return client;
}

beforeEach(async () => {
  double = await ArgoCdDouble.start();
  now = 0;
  slept.length = 0;
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map(client => client.close()));
  await double.stop();
});

const SHOP = { name: 'shop', project: 'default' };
const last = () => double.requests.at(-1)!;

describe('reading', () => {
  it('narrows a list to fields as the server spells them', async () => {
    double.applications.put(sampleApplication('shop'));

    const { items, resourceVersion } = await connect().list({
      selector: 'towpath.dev/service=shop',
      projects: ['default', 'edge'],
      fields: ['status.health', 'metadata.name'],
    });

    expect(items.map(({ metadata }) => metadata.name)).toEqual(['shop']);
    expect(resourceVersion).toBe('101');
    expect(last().query.getAll('projects')).toEqual(['default', 'edge']);
    expect(last().query.get('selector')).toBe('towpath.dev/service=shop');
    expect(last().query.get('fields')).toBe(
      'metadata.resourceVersion,items.metadata.name,items.metadata.namespace,items.status.health',
    );
  });

  it('takes a list without items, which is how a server says none', async () => {
    double.fail(/applications/, 200, { metadata: {}, items: null });

    expect(await connect().list()).toEqual({ items: [] });
  });

  it('tells a missing application from one that may not be seen', async () => {
    const client = connect();

    expect(await client.find(SHOP)).toBeUndefined();
    await expect(client.find({ name: 'shop' })).rejects.toThrow(
      'Argo CD "main" could not read application "shop": permission denied. The account may not do this, or there is no such application; a project in the request tells the two apart',
    );
  });

  it('asks for the comparison with Git, the tree and the revision', async () => {
    double.applications.put(
      sampleApplication('shop', {
        resources: [{ kind: 'Deployment', name: 'shop' }],
      }),
    );
    const client = connect();

    const fresh = await client.get(SHOP, { refresh: 'hard' });
    const tree = await client.resourceTree(SHOP);
    const resources = await client.managedResources(SHOP);
    const about = await client.revisionMetadata(SHOP, 'a/b');

    expect(fresh.status?.reconciledAt).toBeDefined();
    expect(double.requests[0].query.get('refresh')).toBe('hard');
    expect(tree.nodes).toEqual([{ kind: 'Deployment', name: 'shop' }]);
    expect(resources).toEqual([]);
    expect(about).toEqual({ author: 'Ada', message: 'about a%2Fb' });
  });

  it('cannot be led to another path by a name', async () => {
    await expect(
      connect().get({ name: '../session', project: 'default' }),
    ).rejects.toThrow('not found');

    expect(last().path).toBe('/api/v1/applications/..%2Fsession');
  });
});

it('reads what should be there where the server has lost its cache', async () => {
  const target = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'shop', namespace: 'shop' },
  });
  const message =
    'error getting cached app managed resources: cache: key is missing';
  double.applications.put(sampleApplication('shop'));
  double.fail(/managed-resources/, 500, { code: 2, message });
  double.fail(/manifests/, 200, { manifests: [target] });

  expect(await connect().managedResources(SHOP)).toEqual([
    {
      group: 'apps',
      kind: 'Deployment',
      name: 'shop',
      namespace: 'shop',
      targetState: target,
    },
  ]);
});

describe('writing', () => {
  it('creates, changes, syncs, rolls back, ends and deletes', async () => {
    const client = connect();
    await client.create(sampleApplication('shop'));
    const { spec } = await client.get(SHOP);

    await client.updateSpec(SHOP, {
      ...spec,
      source: { ...spec.source!, targetRevision: 'v2' },
    });
    await client.patch(SHOP, { metadata: { labels: { tier: 'gold' } } });
    await client.sync(SHOP, {
      prune: true,
      syncOptions: ['CreateNamespace=true'],
      sourcePositions: [1],
      infos: [{ name: 'run', value: '7' }],
    });
    const synced = last().body;
    await client.terminate(SHOP);
    double.applications.finish('shop', 'Succeeded');
    await client.rollback(SHOP, { id: 0 });
    const changed = await client.get(SHOP);
    await client.delete(SHOP, { propagationPolicy: 'foreground' });

    expect(changed.spec.source?.targetRevision).toBe('v2');
    expect(changed.metadata.labels).toEqual({ tier: 'gold' });
    expect(synced).toEqual({
      name: 'shop',
      project: 'default',
      prune: true,
      syncOptions: { items: ['CreateNamespace=true'] },
      sourcePositions: [1],
      infos: [{ name: 'run', value: '7' }],
    });
    expect(last().query.toString()).toBe(
      'project=default&cascade=true&propagationPolicy=foreground',
    );
    expect(await client.find(SHOP)).toBeUndefined();
  });

  it('carries the code and message of Argo CD', async () => {
    double.applications.put(sampleApplication('shop'));

    const refused = connect().create({
      ...sampleApplication('shop'),
      spec: { ...sampleApplication('shop').spec, project: 'edge' },
    });

    await expect(refused).rejects.toMatchObject({
      name: 'ArgoCdError',
      instance: 'main',
      operation: 'create application "shop"',
      problem: 'refused',
      httpStatus: 400,
      grpcCode: 3,
      reason:
        'existing application spec is different, use upsert flag to force update',
    });
  });
});

it('does not take a repo server that is away for a no, though the answer is 400', async () => {
  const words =
    'error resolving repo revision: rpc error: code = Unavailable desc = connection error';
  double.applications.put(sampleApplication('shop'));
  double.fail(/POST .*sync/, 400, { code: 9, error: words, message: words });

  await expect(connect().sync(SHOP)).rejects.toMatchObject({
    problem: 'server',
    httpStatus: 400,
    reason: words,
  });
  expect(double.requests).toHaveLength(1);
});

describe('permission denied', () => {
  const DENIED = {
    code: 7,
    error: 'permission denied',
    message: 'permission denied',
  };
  const about = (what: string) =>
    new RegExp(`${what} /api/v1/applications/shop`);

  it('is an outage where the application is listed and cannot be read', async () => {
    double.applications.put(sampleApplication('shop'));
    double.fail(about('(GET|POST)'), 403, DENIED, 9);

    for (const ask of [
      () => connect().get(SHOP),
      () => connect().find({ name: 'shop' }),
      () => connect().sync(SHOP),
    ]) {
      await expect(ask()).rejects.toMatchObject({
        problem: 'server',
        reason: expect.stringMatching(/cannot reach its Kubernetes/),
      });
    }
  });

  it('is a no where the application can be read, and where it is not listed', async () => {
    double.applications.put(sampleApplication('shop'));
    double.fail(about('POST'), 403, DENIED);
    const problem = 'forbidden';

    await expect(connect().sync(SHOP)).rejects.toMatchObject({ problem });
    double.applications.delete(double.applications.get('shop'));
    await expect(connect().get({ name: 'shop' })).rejects.toMatchObject({
      problem,
    });
  });

  it('is a no where the server says what is not allowed', async () => {
    double.applications.put(sampleApplication('shop'));
    const message =
      'permission denied: applications, sync, default/shop, sub: portal';
    double.fail(about('(GET|POST)'), 403, { code: 7, message }, 9);

    await expect(connect().sync(SHOP)).rejects.toMatchObject({
      problem: 'forbidden',
    });
    expect(double.requests).toHaveLength(1);
  });
});

describe('repeating', () => {
  it('reads again while the server is away', async () => {
    double.fail(/GET/, 503, 'no upstream', 2);

    expect(await connect().list()).toMatchObject({ items: [] });
    expect(slept).toEqual([250, 1_000]);
  });

  it('gives up after three times and quotes what came', async () => {
    double.fail(/GET/, 503, 'no upstream', 3);

    await expect(connect().list()).rejects.toThrow(
      'Argo CD "main" could not list applications: it answered 503: no upstream',
    );
  });

  it('never sends a sync twice when the outcome of the first is unknown', async () => {
    double.applications.put(sampleApplication('shop'));
    double.meddle(({ path }, response) => {
      if (!path.endsWith('/sync')) return false;
      response.destroy();
      return true;
    });

    await expect(connect().sync(SHOP)).rejects.toMatchObject({
      problem: 'unreachable',
      neverSent: false,
    });
    expect(double.requests).toHaveLength(1);
  });

  it('sends a sync again when the connection was refused, for it never arrived', async () => {
    double.applications.put(sampleApplication('shop'));
    const client = connect();
    const port = Number(new URL(double.url).port);
    await double.stop();

    const syncing = client.sync(SHOP);
    await expect(syncing).rejects.toMatchObject({ neverSent: true });

    expect(slept).toEqual([250, 1_000]);
    double = await ArgoCdDouble.start({ port });
  });

  it('does not repeat what the server answered with 500', async () => {
    double.fail(/GET/, 500, { code: 2, message: 'rpc error: boom' }, 9);

    await expect(connect().list()).rejects.toThrow('rpc error: boom');
    expect(double.requests).toHaveLength(1);
  });
});

describe('the session', () => {
  const byPassword = () => connect({ credentials: { ...double.account } });

  it('logs in once for many requests, and again when the session ends', async () => {
    const client = byPassword();
    await Promise.all([client.list(), client.list(), client.list()]);
    double.sessions.clear();
    double.applications.put(sampleApplication('shop'));

    await client.sync(SHOP);

    const paths = double.requests.map(({ path }) => path);
    expect(paths.filter(path => path === '/api/v1/session')).toHaveLength(2);
    expect(last().authorization).toBe('Bearer session-2');
    expect(double.applications.get('shop').status?.operationState?.phase).toBe(
      'Running',
    );
  });

  it('does not lock the account by trying a wrong password again and again', async () => {
    const client = connect({
      credentials: { username: 'portal', password: 'wrong' },
    });
    const logins = () =>
      double.requests.filter(({ path }) => path === '/api/v1/session').length;

    for (let i = 0; i < 8; i += 1) {
      await expect(client.list()).rejects.toThrow(
        'Invalid username or password. The login of "portal" is refused',
      );
    }
    expect(logins()).toBe(1);

    now += 75_000;
    await expect(client.list()).rejects.toThrow('is refused');
    expect(logins()).toBe(2);
  });

  it('says that a token is no longer taken', async () => {
    await expect(
      connect({ credentials: { token: 'old' } }).list(),
    ).rejects.toThrow(
      'The token is refused: it may have expired or been revoked',
    );
  });

  it('asks again who it is when only its session has ended', async () => {
    const client = byPassword();
    await client.list();
    double.sessions.clear();

    expect(await client.account()).toBe('portal');
  });

  it('puts neither token nor password into an error', async () => {
    double.fail(/GET/, 502, 'bad gateway', 9);
    const error = await connect({ credentials: { token: 's3cr3t-token' } })
      .list()
      .catch(caught => caught);

    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(
      's3cr3t',
    );
  });
});

describe('cancelling', () => {
  it('does not wait for a login that hangs', async () => {
    const controller = new AbortController();
    double.meddle(({ path }) => {
      if (path === '/api/v1/session') controller.abort(new Error('cancelled'));
      return true;
    });
    const client = connect({ credentials: { ...double.account } });

    await expect(
      client.list({}, { signal: controller.signal }),
    ).rejects.toThrow('cancelled');
  });

  it('ends a request at once with the reason of the signal', async () => {
    const controller = new AbortController();
    double.meddle(() => {
      controller.abort(new Error('cancelled by a person'));
      return true;
    });

    await expect(
      connect().list({}, { signal: controller.signal }),
    ).rejects.toThrow('cancelled by a person');
    expect(double.requests).toHaveLength(1);
  });
});

it('links to the page of an application', () => {
  const client = connect();

  expect(client.applicationUrl({ name: 'shop' })).toBe(
    `${double.url}/applications/shop`,
  );
  expect(client.applicationUrl({ name: 'shop', appNamespace: 'team-a' })).toBe(
    `${double.url}/applications/team-a/shop`,
  );
});
