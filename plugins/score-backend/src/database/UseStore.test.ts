import { randomUUID } from 'node:crypto';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { systemClock } from '@towpath/clock';
import type { Knex } from 'knex';
import type { ResourceRecord } from '../model/ResourceRecord';
import { PACKAGE } from '../packageName';
import { ResourceStore } from './ResourceStore';
import { UseStore } from './UseStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const SHOP = 'component:default/shop';
const WORKER = 'component:default/worker';

let knex: Knex;
let resources: ResourceStore;
let uses: UseStore;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await knex.migrate.latest({
    directory: resolvePackagePath(PACKAGE, 'migrations'),
  });
  resources = new ResourceStore({ knex, clock: systemClock });
  uses = new UseStore({ knex, clock: systemClock });
});

const record = (service: string, uid: string) =>
  ({
    ...{ id: randomUUID(), service, environment: 'dev', uid },
    ...{ type: 'shelf', class: 'default', name: 'db', definition: 'shelf' },
    ...{
      driver: 'shelf',
      byId: true,
      needs: [],
      former: [],
      holdsData: true,
      onRemoval: 'delete',
    },
    status: 'provided',
    request: { settings: {}, params: {} },
    ...{ outputs: {}, manifests: [] },
  } satisfies Omit<ResourceRecord, 'updatedAt'>);

const put = async (uid: string) => {
  const one = record(SHOP, uid);
  await resources.put(one);
  return (await resources.find(one.id))!;
};

const begin = (one: ResourceRecord) =>
  uses.begin(one, {
    ...{ service: WORKER, environment: 'dev', name: 'store' },
    run: randomUUID(),
  });

/** Often enough to meet the moment between looking and writing. */
const often = async (once: (at: number) => Promise<void>) => {
  for (let at = 0; at < 20; at++) await once(at);
};

const ONE_OF_TWO = ['fulfilled', 'rejected'];
const endsOf = async (all: Promise<unknown>[]) =>
  (await Promise.allSettled(all)).map(({ status }) => status).sort();

it('has only one service provide an id, of two that begin at the same time', () =>
  often(async at => {
    const uid = `shelf.default#race-${at}`;
    const both = [SHOP, WORKER].map(service =>
      resources.putFirst(record(service, uid)),
    );
    expect(await endsOf(both)).toEqual(ONE_OF_TWO);
    expect(await knex('resources').where({ uid })).toHaveLength(1);
  }));

// Either it is used and stays, or it goes and is not used.
it('lets nobody begin to use what goes, and nothing go that somebody has begun to use', () =>
  often(async at => {
    const one = await put(`shelf.default#gone-${at}`);
    const goes = knex.transaction(async trx => {
      await uses.requireUnused(one, trx);
      await resources.put({ ...one, status: 'providing' }, trx);
    });
    expect(await endsOf([begin(one), goes])).toEqual(ONE_OF_TWO);
  }));

it('keeps a row of what is used, whoever would delete it', async () => {
  const one = await put('shelf.default#row');
  await begin(one);
  await expect(resources.remove(one.id)).rejects.toThrow('foreign key');
  await uses.end({ resource: one.id, service: WORKER });
  await resources.remove(one.id);
});

it('hands over to who uses it alone, and leaves who had it as a user', async () => {
  const one = await put('shelf.default#given');
  const to = { to: WORKER, owner: 'group:default/b', run: randomUUID() };
  await expect(uses.handOver(one, to)).rejects.toThrow(
    `${WORKER} has to use it`,
  );
  await begin(one);
  await uses.handOver(one, to);
  expect(await resources.find(one.id)).toMatchObject({
    ...{ service: WORKER, owner: 'group:default/b', name: 'store' },
  });
  const users = await uses.ofResources([one.id]);
  expect(users.get(one.id)).toMatchObject([{ service: SHOP, name: 'db' }]);
  // Asked again by a step that starts anew, it has been done.
  await uses.handOver(one, to);
});

it('takes what a service named by an id before for shared, and its own for its own', async () => {
  await knex.migrate.down({
    name: '20261129_46_sharing.js',
    directory: resolvePackagePath(PACKAGE, 'migrations'),
  });
  const row = (uid: string, name: string) => ({
    ...{ id: randomUUID(), service: SHOP, environment: 'dev', uid, name },
    ...{ type: 'shelf', class: 'default', definition: 'd', driver: 'd' },
    ...{ holds_data: false, on_removal: 'delete', status: 'provided' },
    ...{ request: {}, outputs: {}, manifests: '[]' },
    ...{ updated_at: new Date(), look_at: new Date() },
  });
  await knex('resources').insert([
    row('shelf.default#shop.db', 'db'),
    row('shelf.default#old-events', 'events'),
  ]);
  await knex.migrate.latest({
    directory: resolvePackagePath(PACKAGE, 'migrations'),
  });
  const rows = await knex('resources')
    .whereIn('uid', ['shelf.default#shop.db', 'shelf.default#old-events'])
    .orderBy('uid');
  expect(rows.map(({ by_id: byId }) => byId)).toEqual([true, false]);
});
