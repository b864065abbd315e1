import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const FINANCE = 'group:default/team-finance';
const MODULE = { platform: 'a' };

let knex: Knex;
let platform: StacksTestPlatform;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module(
    'a',
    `variable "size" { default = "small" }
     resource "terraform_data" "a" {}
     output "size" { value = var.size }`,
  );
});
afterEach(() => platform.remove());

const ada = () => platform.as('ada', { byTemplate: false });
const made = async (key: string, more: object = {}) => {
  const { status, body } = await ada().define(key, {
    ...{ module: MODULE, owner: FINANCE, ...more },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return ada().apply(await ada().planned(key));
};
const notesOf = async (key: string): Promise<string[]> =>
  (await ada().get(`/stacks/${key}`)).body.notes;
const driftOf = async (key: string) => {
  await ada().planned(key, { intent: 'drift' });
  return (await ada().get(`/stacks/${key}`)).body.stack.drift;
};
const UNAPPLIED = {
  status: 'unknown',
  why: expect.stringContaining('was changed since it was applied last'),
};

describeRuns('an apply', () => {
  it('of what a template was given beside the catalog leaves the stack unapplied', async () => {
    platform.entities.push({
      apiVersion: 'towpath.dev/v1alpha1',
      kind: 'Stack',
      metadata: { name: 'shop', namespace: 'default' },
      spec: {
        owner: 'team-finance',
        module: MODULE,
        variables: { size: 'wide' },
      },
    });
    await platform.start(knex);
    await platform.task('read-stacks');
    await ada().apply(await ada().planned('shop'));
    expect(await driftOf('shop')).toMatchObject({ status: 'in-sync' });
    const byTemplate = platform.as('ada');
    await byTemplate.apply(await byTemplate.plan());
    expect(await driftOf('shop')).toMatchObject(UNAPPLIED);
    await ada().apply(await ada().planned('shop'));
    expect(await driftOf('shop')).toMatchObject({ status: 'in-sync' });
  });

  it('is of what the stack was made of when that was read, and so is where it belongs', async () => {
    await platform.start(knex);
    await made('net', { variables: { size: 'wide' } });
    const inputs = { size: { stack: 'net', output: 'size' } };
    await ada().define('shop', { module: MODULE, inputs, environment: 'dev' });
    const reading = await knex.transaction();
    await reading.raw('lock table state_versions in access exclusive mode');
    const begun = ada()
      .begins('shop', { intent: 'change' })
      .then(({ body }) => body);
    await until('it reads what it takes', async () => {
      const { rows } = await knex.raw(
        `select from pg_locks where not granted and relation = 'state_versions'::regclass`,
      );
      return rows.length > 0;
    });
    const changed = ada()
      .define('shop', { module: MODULE, variables: { size: 'large' } })
      .then(({ body }) => body);
    await until('it is made of something else', async () => {
      const row = await knex('stack_definitions').where({ key: 'shop' });
      return row[0].variables.size === 'large';
    });
    await reading.commit();
    await changed;
    const { id } = await begun;
    const planned = await platform.waitFor(
      id,
      ({ status }) => status === 'awaiting-approval',
    );
    const run = await knex('workflow_runs').where({ id }).first();
    expect(run.input).toMatchObject({ environment: 'dev' });
    await ada().apply(planned);
    expect(await driftOf('shop')).toMatchObject(UNAPPLIED);
  });

  it('leaves outdated what was outdated while its run went on', async () => {
    await platform.start(knex);
    await made('net', { variables: { size: 'wide' } });
    await made('shop', { inputs: { size: { stack: 'net', output: 'size' } } });
    const run = await ada().planned('shop');
    await made('net', { variables: { size: 'narrow' } });
    await ada().apply(run);
    const outdated = [
      'The stack "net" gives out something else since it was applied last',
    ];
    expect(await notesOf('shop')).toEqual(outdated);
    await ada().apply(await ada().planned('shop'));
    expect(await notesOf('shop')).toEqual([]);
  });
});
