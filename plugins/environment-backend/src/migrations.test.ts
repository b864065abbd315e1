import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { openTables } from './openTables';
import { PACKAGE } from './packageName';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const ID = '019ac0de-0000-7000-8000-000000000000';
const AT = new Date('2026-11-28T12:00:00Z');

it('still sends and closes what the version before had not yet', async () => {
  const knex = await databases.init('POSTGRES_18');
  const directory = resolvePackagePath(PACKAGE, 'migrations');
  for (;;) {
    const [, names] = await knex.migrate.up({ directory });
    if (names[0].endsWith('_51_setbacks.js')) break;
  }
  await knex('promotion_notices').insert([
    { promotion_id: ID, what: 'asked', about: 'd1', due_at: AT },
    { promotion_id: ID, what: 'ended', about: 'x', due_at: AT, sent_at: AT },
  ]);
  await knex('pull_requests_to_close').insert({
    promotion_id: ID,
    repository: 'https://git.example/gitops.git',
    number: 7,
    due_at: AT,
  });

  await openTables(mockServices.database({ knex }));

  const rows = await knex('outbox').orderBy('id');
  expect(
    rows.map(({ topic, key, payload, done_at }) => ({
      topic,
      key,
      payload,
      done: done_at !== null,
    })),
  ).toEqual([
    {
      topic: 'notification',
      key: `${ID} asked d1`,
      payload: { promotionId: ID, what: 'asked' },
      done: false,
    },
    {
      topic: 'notification',
      key: `${ID} ended x`,
      payload: { promotionId: ID, what: 'ended' },
      done: true,
    },
    {
      topic: 'close-pull-request',
      key: ID,
      payload: { repository: 'https://git.example/gitops.git', number: 7 },
      done: false,
    },
  ]);
});
