import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { StillClock } from '@towpath/clock/testing';
import type { Knex } from 'knex';
import { Outbox } from './Outbox';

type Topics = { letter: { to: string } };

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const clock = new StillClock();
const send = jest.fn<Promise<void>, [{ to: string }, { key: string }]>();
const logger = mockServices.logger.mock();
let knex: Knex;
let outbox: Outbox<Topics>;

const create = () => {
  const made = new Outbox<Topics>({ knex, clock, logger });
  made.on('letter', send);
  return made;
};
const ada = { key: 'welcome ada', payload: { to: 'ada' } };
const MINUTE = 60_000;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await knex.migrate.latest({
    directory: resolvePackagePath('@towpath/backend-kit', 'migrations'),
  });
});

beforeEach(async () => {
  await knex('outbox').delete();
  send.mockReset().mockResolvedValue();
  outbox = create();
});

it('sends what was added, once', async () => {
  await outbox.add('letter', ada);
  await outbox.sendDue();
  clock.advance(2 * MINUTE);
  await outbox.sendDue();
  expect(send.mock.calls).toEqual([[{ to: 'ada' }, { key: 'welcome ada' }]]);
});

it('leaves nobody behind many others who are told at once', async () => {
  for (let at = 0; at < 45; at++) {
    await outbox.add('letter', { key: `${at}`, payload: { to: `${at}` } });
  }
  await outbox.sendDue();
  expect(send).toHaveBeenCalledTimes(45);
});

it('sends nothing whose cause was undone', async () => {
  await expect(
    knex.transaction(async trx => {
      await outbox.add('letter', ada, trx);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await outbox.sendDue();
  expect(send).not.toHaveBeenCalled();
});

it('adds nothing a second time, sent or not, until it has forgotten it', async () => {
  await outbox.add('letter', ada);
  await outbox.add('letter', ada);
  await outbox.sendDue();
  await outbox.add('letter', ada);
  await outbox.sendDue();
  expect(send).toHaveBeenCalledTimes(1);
  clock.advance(31 * 24 * 60 * MINUTE);
  await outbox.forgetOld();
  await outbox.add('letter', ada);
  await outbox.sendDue();
  expect(send).toHaveBeenCalledTimes(2);
});

it('tries what failed again a minute later, and others meanwhile', async () => {
  send.mockRejectedValueOnce(new Error('nobody answers'));
  await outbox.add('letter', ada);
  await outbox.sendDue();
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining('welcome ada'),
  );
  await outbox.add('letter', { key: 'welcome bob', payload: { to: 'bob' } });
  await outbox.sendDue();
  clock.advance(MINUTE + 1);
  await outbox.sendDue();
  expect(send.mock.calls.map(([{ to }]) => to)).toEqual(['ada', 'bob', 'ada']);
});

it('has each sent by one process when several look at once', async () => {
  for (let at = 0; at < 15; at++)
    await outbox.add('letter', { key: `${at}`, payload: { to: `${at}` } });
  await Promise.all([1, 2, 3, 4].map(() => create().sendDue()));
  const sent = send.mock.calls.map(([{ to }]) => Number(to));
  expect(sent.sort((a, b) => a - b)).toEqual([...Array(15).keys()]);
});

it('leaves to others what it knows no topic of', async () => {
  await knex('outbox').insert({
    topic: 'parcel',
    key: '1',
    payload: '{}',
    due_at: new Date(0),
  });
  await outbox.sendDue();
  expect(await knex('outbox').whereNull('done_at')).toHaveLength(1);
});
