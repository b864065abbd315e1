import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import postgresModule from '@towpath/plugin-score-backend-module-postgres';
import { until } from '@towpath/test-kit';
import createKnex, { type Knex } from 'knex';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { shelfDefinition } from './__testUtils__/shelfDefinition';
import { ShelfDriver } from './__testUtils__/ShelfDriver';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const folder = createMockDirectory();

// Databases and roles are those of the whole server.
const LEGACY = `legacy_${randomBytes(4).toString('hex')}`;

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

const score = (resources: string) => `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  main:
    image: .
resources: ${resources}
`;

const POLICY = `
name: provisioning
appliesTo: [provisioning]
rules:
  - name: takes-over-data
    when: resources.exists(r, r.action == "import" && has(r.holdsData) && r.holdsData)
    effect: gate
    message: Data is taken over.
    approvers: { by: owner-leads }
`;

const entry = ({
  resource = 'db',
  database = LEGACY,
  driver = 'postgres',
  server = 'shared',
} = {}) => `service: component:default/shop
environment: dev
resource: ${resource}
driver: ${driver}
what: { server: ${server}, database: ${database} }
`;

let platform: ScoreTestPlatform;
let knex: Knex;
let legacy: Knex;
let shared: Record<string, string | number>;

beforeAll(async () => {
  folder.setContent({});
  write(entry());
  knex = await databases.init('POSTGRES_18');
  const { user, password, host, port, database } =
    knex.client.config.connection;
  shared = { user, password, host, port, database };
  await knex.raw(`create database ${LEGACY}`);
  legacy = createKnex({
    client: 'pg',
    connection: { ...shared, database: LEGACY },
  });
  await legacy.raw(
    `create table orders (id int); insert into orders values (1), (2)`,
  );
  platform = await ScoreTestPlatform.start({
    ...{ knex, drivers: [new ShelfDriver()], modules: [postgresModule] },
    definitions: {
      'postgres.yaml': DEFINITION,
      'shelf.yaml': shelfDefinition(),
    },
    policies: { 'provisioning.yaml': POLICY },
    people: { ada: [TEAM], grace: ['group:default/team-a-leads'] },
    score: { imports: [folder.path], postgres: { servers: { shared } } },
  });
  await platform.createRepository(score('{ db: { type: postgres } }'));
  await platform.createApplication('dev');
});

afterAll(async () => {
  await platform?.stop();
  await legacy?.destroy();
  // That of the test is closed by now.
  await clear();
});

async function clear(): Promise<void> {
  const connection = { ...shared, database: 'postgres' };
  const server = createKnex({ client: 'pg', connection });
  try {
    const { rows } = await server.raw(
      `select datname as name from pg_database where datname like '%${LEGACY}%'`,
    );
    for (const { name } of rows) {
      await server.raw('drop database ?? with (force)', [name]);
    }
    for (const role of ['a', 'b', 'app', 'owner']) {
      await server.raw('drop role if exists ??', [`${LEGACY}_${role}`]);
    }
  } finally {
    await server.destroy();
  }
}

function write(text: string, name = 'orders.yaml'): void {
  writeFileSync(path.join(folder.path, name), text);
}

/** Files are looked at again only after a moment. */
async function planUntil(isSo: (plan: any) => boolean): Promise<any> {
  let plan: any;
  await until(
    'a plan is as it should be',
    async () => {
      plan = await platform.plan();
      // What is another each time would look as if it got on.
      const { id, createdAt, expiresAt, ...said } = plan;
      return said;
    },
    isSo,
  );
  return plan;
}

const listed = async () =>
  (await platform.as('ada').get('/score/imports')).body;

const listedUntil = (isSo: (list: any) => boolean) =>
  until('the list is as it should be', listed, isSo);

const messagesOf = ({ diagnostics }: any): string[] =>
  diagnostics.map(({ message }: any) => message);

/** What an earlier entry had to be said of may stand there for a moment. */
const saysOnly = (words: string) => (plan: any) => {
  const messages = messagesOf(plan);
  return messages.length === 1 && messages[0].includes(words);
};

it('shows what it takes over, what of it changes, and by whose word', async () => {
  const plan = await platform.plan();
  expect(plan.resources).toMatchObject([
    {
      name: 'db',
      action: 'import',
      imports: { name: `database ${LEGACY} on shared`, line: 3 },
      changes: expect.arrayContaining([
        expect.objectContaining({ field: 'owner', after: `${LEGACY}_owner` }),
      ]),
    },
  ]);
  expect(plan.approvals).toHaveLength(1);
  expect((await listed()).items).toMatchObject([
    {
      resource: 'db',
      state: 'open',
      what: `server: shared\ndatabase: ${LEGACY}`,
    },
  ]);
});

describe('before it is done', () => {
  afterEach(async () => {
    for (const name of ['second', 'third', 'fourth', 'fifth']) {
      rmSync(path.join(folder.path, `${name}.yaml`), { force: true });
    }
    write(entry());
    await platform.writeScore(score('{ db: { type: postgres } }'));
    await planUntil(
      ({ whyNot, diagnostics }) => !whyNot && diagnostics.length === 0,
    );
    // What is wrong with a file says nothing of a plan that it is not about.
    await listedUntil(({ problems }) => problems.length === 0);
  });

  it('goes on as before while a file is not understood, and says which', async () => {
    write(entry({ driver: 'moon' }));
    const { problems, items } = await listedUntil(
      ({ problems: found }) => found.length > 0,
    );
    expect(items).toHaveLength(1);
    expect(problems).toMatchObject([
      { line: 4, message: expect.stringContaining('there is no driver moon') },
    ]);
    expect((await platform.plan()).resources[0].action).toBe('import');
  });

  it('makes nothing new for what a file may say that held before and that nobody can read now, and goes on with what it said', async () => {
    await listedUntil(({ items }) => items.length === 1);
    write(`${entry()}---\n{ service: [`);
    await platform.writeScore(
      score('{ db: { type: postgres }, cache: { type: postgres } }'),
    );
    const plan = await planUntil(saysOnly('orders.yaml'));
    expect(plan.whyNot).toContain('The platform says');
    expect(messagesOf(plan)).toEqual([
      expect.stringContaining(
        'The file may say that cache is something that exists already',
      ),
    ]);
  });

  it.each([
    ['one resource', entry({ database: 'other' }), 'what it is too'],
    ['one thing', entry({ resource: 'cache' }), 'what it becomes too'],
  ])('holds neither of two entries for %s, and names both', async (_, text) => {
    write(text, 'second.yaml');
    const { problems } = await listedUntil(
      ({ problems: found }) => found.length === 2,
    );
    expect(problems[0].message).toContain('second.yaml, line 3');
    expect(problems[1].message).toContain('orders.yaml, line 3');
  });

  it('warns of an entry about what the Score file does not ask for', async () => {
    write(entry({ resource: 'cache', database: 'other' }), 'second.yaml');
    const plan = await planUntil(saysOnly('not asked for'));
    expect(messagesOf(plan)).toEqual([
      expect.stringContaining('cache is not asked for'),
    ]);
    expect(plan.whyNot).toBeUndefined();
  });

  it('refuses what is of another driver than the definition, and says that it is no matter of the Score file', async () => {
    await platform.writeScore(score('{ db: { type: shelf } }'));
    const plan = await planUntil(saysOnly('is provided by'));
    expect(plan.whyNot).toContain('The platform says');
    expect(messagesOf(plan)).toEqual([
      expect.stringContaining('db is provided by shelf (shelf)'),
    ]);
  });

  it('does nothing when the entry is another one by the time it is done', async () => {
    const plan = await planUntil(({ whyNot }) => !whyNot);
    rmSync(path.join(folder.path, 'orders.yaml'));
    await listedUntil(({ items }) => items.length === 0);
    const run = await begin(plan);
    expect(run.status).toBe('failed');
    const { rows } = await knex.raw(
      `select shobj_description(oid, 'pg_database') as comment from pg_database where datname = '${LEGACY}'`,
    );
    expect(rows).toEqual([{ comment: null }]);
  });

  it.each([
    ['its driver is not there', 'third.yaml', entry({ driver: 'moon' })],
    [
      'another one in its file is wrong',
      'fourth.yaml',
      `${entry()}---\n${entry({ resource: 'cache', driver: 'moon' })}`,
    ],
    ['nobody can read its file', 'fifth.yaml', '{ service: ['],
  ])(
    'makes nothing new in place of an entry where %s',
    async (_, file, text) => {
      rmSync(path.join(folder.path, 'orders.yaml'));
      write(text, file);
      const plan = await planUntil(saysOnly(file));
      expect(plan.whyNot).toContain('The platform says');
      expect(messagesOf(plan)).toEqual([
        expect.stringMatching(
          /, line \d+: .*The file (may say|says) that db is something that exists already/,
        ),
      ]);
      expect(plan.resources).toEqual([]);
    },
  );
});

/** Has it approved where that is asked for, and answers the run once it has ended. */
async function begin({ id: plan, digest }: any) {
  const { body } = await platform
    .as('ada')
    .post('/score/provisions', { plan, digest });
  const asked = await platform.waitFor(
    body.id,
    ({ status, endedAt }) => status === 'awaiting-approval' || Boolean(endedAt),
  );
  if (asked.status === 'awaiting-approval') {
    await platform
      .as('grace')
      .post(`/runs/runs/${body.id}/approve`, { digest });
  }
  return platform.waitFor(body.id, ({ endedAt }) => Boolean(endedAt));
}

it('takes it over with all that it holds once it is approved, and it is a resource like any other', async () => {
  await listedUntil(({ items }) => items.length === 1);
  const run = await begin(await platform.plan());
  expect(run).toMatchObject({ status: 'succeeded' });
  const [resource] = await platform.resources();
  expect(resource).toMatchObject({
    status: 'provided',
    outputs: { name: LEGACY },
  });
  const { rows } = await legacy.raw('select id from orders order by id');
  expect(rows).toEqual([{ id: 1 }, { id: 2 }]);

  const again = await platform.plan();
  expect(again.resources).toMatchObject([{ name: 'db', action: 'none' }]);
  expect(again.diagnostics).toMatchObject([
    { severity: 'note', message: expect.stringContaining('was taken over') },
  ]);
  expect((await listed()).items).toMatchObject([{ state: 'done' }]);
});

it('says of an entry about what is there already that nothing is done by it', async () => {
  write(entry({ database: 'other' }));
  const plan = await planUntil(({ diagnostics }) =>
    diagnostics.some(({ severity }: any) => severity === 'warning'),
  );
  expect(plan.resources).toMatchObject([{ action: 'none' }]);
  expect((await listed()).items).toMatchObject([{ state: 'other' }]);
});

it('is deleted with a kept copy, which comes back', async () => {
  write(entry());
  await platform.writeScore(score('{}'));
  const run = await begin(await platform.plan());
  expect(run).toMatchObject({ details: { removed: ['db'] } });
  const [kept] = await platform.resources();
  expect(kept.status).toBe('kept');
});
