import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done } from '../index';

const kind = defineRunKind({
  kind: 'work',
  steps: [{ name: 'only', run: async () => done() }],
});

describe('a database', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const schemas: Knex[] = [];
  let workshop: Workshop;

  beforeEach(async () => {
    workshop = await Workshop.open(databases);
  });
  afterEach(async () => {
    await workshop.close();
    await Promise.all(schemas.map(knex => knex.destroy()));
  });

  // As Backstage does when all plugins share one database.
  async function openSchema(searchPath: string): Promise<Knex> {
    await workshop.knex.schema.createSchema(searchPath);
    const { connection } = workshop;
    const knex = knexFactory({
      client: 'pg',
      connection: { ...connection },
      searchPath,
    });
    schemas.push(knex);
    return knex;
  }

  it('that plugins share keeps the runs of each apart', async () => {
    const one = await workshop.engine([kind], {
      knex: await openSchema('one'),
    });
    const two = await workshop.engine([kind], {
      knex: await openSchema('two'),
    });
    const { run } = await one.start(request());
    const { run: other } = await two.start(request());
    await untilStatus(one, run, 'succeeded');
    await untilStatus(two, other, 'succeeded');
    expect((await one.list({ limit: 10 })).items).toHaveLength(1);
    await expect(one.get(other.id)).rejects.toThrow('There is no run');
  });

  it('is brought up to date by many processes that start at once', async () => {
    const engines = await Promise.all(
      [1, 2, 3, 4].map(() => workshop.idleEngine([kind])),
    );
    const { run } = await engines[0].start(request());
    expect(await engines[3].get(run.id)).toEqual(run);
  });

  it('finds what is due, what is next and every list by an index', async () => {
    await workshop.idleEngine([kind]);
    const page = 'order by created_at desc, id desc limit 10';
    const due = `status = 'waiting' and wake_at <= now()`;
    const plans = await workshop.knex.transaction(async trx => {
      await trx.raw('set local enable_seqscan = off');
      await trx.raw('set local enable_sort = off');
      const explain = async (rest: string): Promise<string> => {
        const sql = `explain select * from workflow_runs ${rest}`;
        const { rows } = await trx.raw(sql);
        return rows.map((row: object) => Object.values(row)).join('\n');
      };
      const found: string[] = [];
      for (const rest of [
        page,
        `where kind = 'a' ${page}`,
        `where subject = 'a' ${page}`,
        `where status = 'a' ${page}`,
        `where lock_key = 'a' ${page}`,
        `where requested_by = 'a' ${page}`,
        `where ${due}`,
        `where status = 'running' and lease_until < now()`,
        `where lock_key = 'a' and status = 'queued' order by queue_position limit 1`,
        `where ended_at < now() order by ended_at limit 500`,
      ]) {
        found.push(await explain(rest));
      }
      return found;
    });
    const byFacts = await workshop.knex.transaction(async trx => {
      await trx.raw('set local enable_seqscan = off');
      const { rows } = await trx.raw(
        `explain select * from workflow_runs where facts @> any(array['{"to":"prod"}','{"to":"dev"}']::jsonb[])`,
      );
      return JSON.stringify(rows);
    });
    expect(byFacts).toContain('workflow_runs_facts');
    for (const plan of plans) {
      expect(plan).toContain('Index');
      expect(plan).not.toMatch(/Seq Scan|Sort/);
    }
  });
});
