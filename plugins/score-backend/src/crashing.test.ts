import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { TrialProcess } from '@towpath/plugin-environment-backend/testUtils';
import { until } from '@towpath/test-kit';
import createKnex, { type Knex } from 'knex';
import { Barrier } from './__testUtils__/Barrier';
import { endLeases } from './__testUtils__/endLeases';
import { ShopDelivery } from './__testUtils__/ShopDelivery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const DEFINITION = `
name: postgres
title: Database
type: postgres
driver: postgres
settings: { server: shared }
holdsData: true
outputs:
  host: { type: string }
  port: { type: integer }
  name: { type: string }
  database: { type: string }
  username: { type: string, secret: true }
  password: { type: string, secret: true }
`;

const WITHOUT_DATABASE = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
`;

const WITH_DATABASE = `${WITHOUT_DATABASE}    variables:
      DATABASE: \${resources.db.name}
      PASSWORD: \${resources.db.password}
resources:
  db:
    type: postgres
`;

const MANIFESTS = 'apps/shop/overlays/dev/manifests.yaml';

const RENAMED = WITH_DATABASE.replaceAll(
  'resources.db',
  'resources.orders',
).replace(
  '  db:\n    type: postgres',
  `  orders:
    type: postgres
    metadata: { annotations: { towpath.dev/moved-from: db } }`,
);

/** A shop whose resources are provided by processes that are killed. */
class Shop {
  readonly knex: Knex;
  readonly #delivery: ShopDelivery;
  readonly #folder = mkdtempSync(join(tmpdir(), 'crashing-'));
  readonly #processes: TrialProcess[] = [];

  private constructor(knex: Knex, delivery: ShopDelivery) {
    this.knex = knex;
    this.#delivery = delivery;
    writeFileSync(join(this.#folder, 'postgres.yaml'), DEFINITION);
  }

  static async open(): Promise<Shop> {
    const knex = await databases.init('POSTGRES_18');
    const shop = new Shop(knex, await ShopDelivery.start());
    await shop.#delivery.createRepository(WITH_DATABASE);
    await shop.#delivery.createApplication();
    return shop;
  }

  async close(): Promise<void> {
    for (const one of this.#processes) await one.kill();
    await this.#delivery.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A database that somebody made by hand and that the platform says is the shop's; its name. */
  async makeByHand(): Promise<string> {
    const name = `legacy_${randomBytes(4).toString('hex')}`;
    await this.knex.raw('create database ??', [name]);
    await this.inside(name, 'create table orders as select 42 as id');
    mkdirSync(join(this.#folder, 'imports'));
    writeFileSync(
      join(this.#folder, 'imports/orders.yaml'),
      `service: component:default/shop
environment: dev
resource: db
driver: postgres
what: { server: shared, database: ${name} }
`,
    );
    return name;
  }

  /** Rows of a statement in a database of the server. */
  async inside(database: string, sql: string): Promise<any[]> {
    const { user, password, host, port } = this.knex.client.config.connection;
    const client = createKnex({
      client: 'pg',
      connection: { user, password, host, port, database },
    });
    try {
      return (await client.raw(sql)).rows;
    } finally {
      await client.destroy();
    }
  }

  writeScore(text: string): Promise<void> {
    return this.#delivery.writeScore(text);
  }

  async startProcess(): Promise<TrialProcess> {
    const { url, token, repoUrl } = this.#delivery.address;
    const { user, password, host, port, database } =
      this.knex.client.config.connection;
    const shared = { user, password, host, port, database };
    const started = await TrialProcess.start(
      require.resolve('./__testUtils__/trialBackend'),
      {
        services: ['shop'],
        postgres: shared,
        division: 'schema',
        gitUrl: new URL(repoUrl).origin,
        gitAccount: {
          username: 'towpath-portal',
          password: 'towpath-portal-password',
        },
        argoCd: { url, token },
        workDir: this.#folder,
        score: {
          definitions: [this.#folder],
          imports: [join(this.#folder, 'imports')],
          secrets: { keys: [{ id: 'test', secret: 'k'.repeat(40) }] },
          postgres: { servers: { shared } },
        },
      },
    );
    this.#processes.push(started);
    return started;
  }

  /** Kills it where it is held, and does not wait until its time is over. */
  async kill(backend: TrialProcess, barrier: Barrier): Promise<void> {
    await backend.kill();
    await barrier.remove();
    await endLeases(this.knex);
  }

  /** Asks for what the file says now, or for all to go, and answers the run and the id of its resource. */
  async begin(
    backend: TrialProcess,
    prepare: (resource: string) => Promise<Barrier>,
    asked: { removes?: true } = {},
  ) {
    const plan = await until(
      'there is a plan',
      () =>
        backend.post('/score/plans', {
          ...{ service: 'shop', environment: 'dev', ...asked },
        }),
      ({ id }) => id !== undefined,
    );
    const resource: string = plan.resources[0].id;
    const barrier = await prepare(resource);
    const { id: run } = await backend.post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    return { run, resource, barrier };
  }

  async hasEnded(backend: TrialProcess, run: string): Promise<any> {
    return until(
      'the run has ended',
      () => backend.get(`/runs/runs/${run}`),
      ({ endedAt }) => endedAt !== undefined,
    );
  }

  /** Names of the databases that belong to a resource, put away or not. */
  async databasesOf(resource: string): Promise<string[]> {
    const { rows } = await this.knex.raw(
      `select datname as name from pg_database where shobj_description(oid, 'pg_database') = ?`,
      [`towpath resource ${resource}`],
    );
    return rows.map(({ name }: { name: string }) => name);
  }

  async commitsOf(run: string, trailer = 'Towpath-Provision'): Promise<number> {
    const messages = await this.#delivery.messages();
    return messages.filter(one => one.includes(`${trailer}: ${run}`)).length;
  }

  file(path: string): Promise<string | undefined> {
    return this.#delivery.file(path);
  }

  /** What a Score file says now is in an environment. */
  async provide(backend: TrialProcess, environment: string): Promise<void> {
    const plan = await until(
      `there is a plan for ${environment}`,
      () => backend.post('/score/plans', { service: 'shop', environment }),
      ({ id }) => id !== undefined,
    );
    const { id } = await backend.post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    await this.hasEnded(backend, id);
  }

  /** A shop that is rendered in dev and prod, and whose next version asks for a database. */
  async prepareVersion(backend: TrialProcess): Promise<void> {
    await this.#delivery.createApplication('prod');
    await this.writeScore(WITHOUT_DATABASE);
    await this.provide(backend, 'dev');
    await this.provide(backend, 'prod');
    await this.writeScore(WITH_DATABASE);
    await this.#delivery.release('1.2.0');
  }

  /** Brings it to prod. */
  async promote(backend: TrialProcess): Promise<string> {
    const shown = await until(
      'the version can be promoted',
      () => backend.get('/environment/compare?service=shop&from=dev&to=prod'),
      ({ version, verdict }) => version === '1.2.0' && verdict === 'allow',
    );
    const { promotionId } = await backend.post('/environment/promotions', {
      ...{ service: 'shop', from: 'dev', to: 'prod', version: '1.2.0' },
      digest: shown.digest,
    });
    return promotionId;
  }

  /** Whether what the workload is given lets it in. */
  async letsIn(backend: TrialProcess, resource: string): Promise<boolean> {
    const [{ outputs }] = (await backend.get('/score/resources')).items;
    const reveal = async (output: string) =>
      (await backend.post(`/score/resources/${resource}/secrets/${output}`, {}))
        .value;
    const client = createKnex({
      client: 'pg',
      connection: {
        ...{ host: outputs.host, port: outputs.port, database: outputs.name },
        user: await reveal('username'),
        password: await reveal('password'),
      },
    });
    try {
      await client.raw('create table written (); drop table written');
      return true;
    } finally {
      await client.destroy();
    }
  }
}

const row = (status: string) => (shop: Shop) =>
  Barrier.beforeRow(shop.knex, {
    table: 'score.resources',
    when: `new.status = '${status}'`,
  });

const MOMENTS: [string, (shop: Shop, resource: string) => Promise<Barrier>][] =
  [
    ['before the row of the resource is there', row('providing')],
    [
      'after the row was put, and before the driver has done anything',
      (shop, resource) => Barrier.beforeDriver(shop.knex, resource),
    ],
    [
      'after the driver has made it, and before its answer is kept',
      row('provided'),
    ],
    [
      'after the commit, and before the run knows of it',
      shop =>
        Barrier.beforeRow(shop.knex, {
          table: 'score.workflow_runs',
          when: `new.step = 'sync'`,
        }),
    ],
  ];

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open();
});
afterEach(() => shop?.close());

it.each(MOMENTS)(
  'is provided once by the next one when a process dies %s',
  async (_, at) => {
    const first = await shop.startProcess();
    const { run, resource, barrier } = await shop.begin(first, id =>
      at(shop, id),
    );
    await barrier.isReached();
    await shop.kill(first, barrier);

    const second = await shop.startProcess();
    expect(await shop.hasEnded(second, run)).toMatchObject({
      status: 'succeeded',
      details: { commit: { sha: expect.any(String) } },
    });
    expect(await shop.databasesOf(resource)).toHaveLength(1);
    expect(await shop.commitsOf(run)).toBe(1);
    expect(await shop.letsIn(second, resource)).toBe(true);
  },
);

it('is taken away once, and its copy is known, when a process dies after it was put away and before that is kept', async () => {
  const first = await shop.startProcess();
  const made = await shop.begin(first, () => row('never')(shop));
  await shop.hasEnded(first, made.run);
  await made.barrier.remove();
  await shop.writeScore(WITHOUT_DATABASE);
  const { run, resource, barrier } = await shop.begin(first, () =>
    row('kept')(shop),
  );
  await barrier.isReached();
  await shop.kill(first, barrier);

  const second = await shop.startProcess();
  expect(await shop.hasEnded(second, run)).toMatchObject({
    status: 'succeeded',
    details: { removed: ['db'] },
  });
  expect(resource).toBe(made.resource);
  expect(await shop.databasesOf(resource)).toEqual([
    expect.stringMatching(/^kept_/),
  ]);
  const { items } = await second.get('/score/resources');
  expect(items).toMatchObject([{ id: resource, status: 'kept' }]);
});

it.each([
  [
    'after its manifests have left Git, and before the run knows of it',
    { table: 'score.workflow_runs', when: `new.step = 'sync'` },
  ],
  [
    'after its database was put away, and before that is kept',
    { table: 'score.resources', when: `new.status = 'kept'` },
  ],
  [
    'after all is gone, and before it is asked what is left',
    { table: 'score.workflow_runs', when: `new.step = 'prove'` },
  ],
])(
  'is removed once, and what is left is told, when a process dies %s',
  async (_, at) => {
    const first = await shop.startProcess();
    await shop.provide(first, 'dev');
    const { run, resource, barrier } = await shop.begin(
      first,
      () => Barrier.beforeRow(shop.knex, at),
      { removes: true },
    );
    await barrier.isReached();
    await shop.kill(first, barrier);

    const second = await shop.startProcess();
    const ended = await shop.hasEnded(second, run);
    expect(ended).toMatchObject({
      status: 'succeeded',
      details: { proof: [{ name: 'db', state: 'kept' }] },
    });
    expect(ended.details.proof).toHaveLength(1);
    expect(await shop.commitsOf(run)).toBe(1);
    expect(await shop.file(MANIFESTS)).toBeUndefined();
    expect(await shop.databasesOf(resource)).toEqual([
      expect.stringMatching(/^kept_/),
    ]);
  },
);

it.each([
  [
    'before it is called so',
    { table: 'score.resources', when: `new.uid like '%orders'` },
  ],
  [
    'after it is called so, and before its manifests are written',
    { table: 'score.workflow_runs', when: `new.step = 'write'` },
  ],
  [
    'after the commit, and before the run knows of it',
    { table: 'score.workflow_runs', when: `new.step = 'sync'` },
  ],
])(
  'is renamed once, with all that it holds, when a process dies %s',
  async (_, at) => {
    const first = await shop.startProcess();
    await shop.provide(first, 'dev');
    const [before] = (await first.get('/score/resources')).items;
    const manifests = await shop.file(MANIFESTS);
    expect(manifests).toContain('kind: ExternalSecret');
    await shop.inside(
      before.outputs.name,
      'create table kept as select 42 as id',
    );
    await shop.writeScore(RENAMED);
    const { run, resource, barrier } = await shop.begin(first, () =>
      Barrier.beforeRow(shop.knex, at),
    );
    await barrier.isReached();
    await shop.kill(first, barrier);

    const second = await shop.startProcess();
    expect(await shop.hasEnded(second, run)).toMatchObject({
      status: 'succeeded',
    });
    expect(resource).toBe(before.id);
    const { items } = await second.get('/score/resources');
    expect(items).toMatchObject([
      { id: resource, name: 'orders', status: 'provided' },
    ]);
    expect(await shop.databasesOf(resource)).toEqual([before.outputs.name]);
    expect(
      await shop.inside(before.outputs.name, 'select id from kept'),
    ).toEqual([{ id: 42 }]);
    // Objects of a cluster keep their names, so there is nothing to commit.
    expect(await shop.file(MANIFESTS)).toBe(manifests);
    expect(await shop.commitsOf(run)).toBe(0);
    expect(await shop.letsIn(second, resource)).toBe(true);
  },
);

it.each(MOMENTS)(
  'is taken over once, with all that it holds, when a process dies %s',
  async (_, at) => {
    const name = await shop.makeByHand();
    const first = await shop.startProcess();
    const { run, resource, barrier } = await shop.begin(first, id =>
      at(shop, id),
    );
    await barrier.isReached();
    await shop.kill(first, barrier);

    const second = await shop.startProcess();
    expect(await shop.hasEnded(second, run)).toMatchObject({
      status: 'succeeded',
    });
    expect(await shop.databasesOf(resource)).toEqual([name]);
    expect(await shop.inside(name, 'select id from orders')).toEqual([
      { id: 42 },
    ]);
    expect(await shop.letsIn(second, resource)).toBe(true);
    expect((await second.get('/score/imports')).items).toMatchObject([
      { state: 'done' },
    ]);
  },
);

describe('a promotion that provides a database', () => {
  const before = (step: string) => ({
    table: 'environment.workflow_runs',
    when: `new.step = '${step}'`,
  });

  it.each([
    [
      'while its database is made',
      {
        table: 'score.resources',
        when: `new.status = 'provided' and new.environment = 'prod'`,
      },
    ],
    ['after all is provided, and before anything is written', before('write')],
    ['after the commit, and before it knows of it', before('sync')],
  ])(
    'makes one database and one commit when a process dies %s',
    async (_, at) => {
      const first = await shop.startProcess();
      await shop.prepareVersion(first);
      const barrier = await Barrier.beforeRow(shop.knex, at);
      const promotion = await shop.promote(first);
      await barrier.isReached();
      await shop.kill(first, barrier);

      const second = await shop.startProcess();
      const ended = await until(
        'the promotion has ended',
        () => second.get(`/environment/promotions/${promotion}`),
        ({ endedAt }) => endedAt !== undefined,
      );
      expect(ended).toMatchObject({ status: 'succeeded' });
      const { items } = await second.get('/score/resources');
      expect(items).toMatchObject([{ environment: 'prod' }]);
      // A resource is listed before its driver begins, so a second database would be of one that is listed.
      expect(await shop.databasesOf(items[0].id)).toHaveLength(1);
      expect(await shop.commitsOf(promotion, 'Towpath-Promotion')).toBe(1);
      expect(
        await shop.file('apps/shop/overlays/prod/manifests.yaml'),
      ).toContain('kind: ExternalSecret');
    },
  );
});
