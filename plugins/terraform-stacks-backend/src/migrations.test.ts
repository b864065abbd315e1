import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const directory = resolvePackagePath(
  '@towpath/plugin-terraform-stacks-backend',
  'migrations',
);
const APPLIED = new Date('2026-11-29T12:00:00Z');
const SAID = new Date('2026-11-29T11:00:00Z');

it('take what the version before kept, and leave no digest without a key', async () => {
  const knex = await databases.init('POSTGRES_18');
  for (;;) {
    const [, names] = await knex.migrate.up({ directory });
    if (names[0].endsWith('_20_definitions.js')) break;
  }
  const said = { said_by: 'user:default/ada', said_at: SAID };
  await knex('stacks').insert({
    ...{ key: 'shop', owner: 'group:default/team-finance', since: SAID },
    ...{ said_by: said.said_by, applied_at: APPLIED, outdated: 'net changed' },
    outputs_digest: 'of before',
  });
  await knex('stack_definitions').insert({
    ...{ key: 'shop', source: 'page', module: '{}', module_words: 'a' },
    ...{ variables: '{}', secret_names: [], ...said },
  });
  await knex('stack_drifts').insert([
    { key: 'shop', status: 'in-sync', at: APPLIED },
  ]);

  await knex.migrate.latest({ directory });

  expect(await knex('stacks').first()).toMatchObject({
    ...{ applied_as_of: APPLIED, outputs_digest: null },
    ...{ outdated: 'net changed', outdated_at: expect.any(Date) },
  });
  expect(await knex('stack_definitions').first()).toMatchObject({
    changed_at: SAID,
  });
  expect(await knex('stack_drifts').first()).toMatchObject({
    seen_at: APPLIED,
  });
  await knex.migrate.down({ directory });
  await knex.migrate.latest({ directory });
});
