import { randomUUID } from 'node:crypto';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { systemClock } from '@towpath/clock';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { ResourceStore } from '../database/ResourceStore';
import type { Seen } from '../model/Observed';
import type { ResourceRecord } from '../model/ResourceRecord';
import { PACKAGE } from '../packageName';
import { DriverLanes } from './DriverLanes';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const FINE: Seen = { answer: { status: 'as-provided' } };

let knex: Knex;
let resources: ResourceStore;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await knex.migrate.latest({
    directory: resolvePackagePath(PACKAGE, 'migrations'),
  });
  resources = new ResourceStore({ knex, clock: systemClock });
});
beforeEach(() => knex('resources').delete());

const put = (driver: string, status: ResourceRecord['status'] = 'provided') =>
  resources.put({
    id: randomUUID(),
    service: 'component:default/shop',
    environment: 'dev',
    uid: `${driver}.default#${randomUUID()}`,
    ...{ type: driver, class: 'default', name: 'db', definition: driver },
    ...{
      driver,
      status,
      byId: false,
      needs: [],
      former: [],
      holdsData: false,
      onRemoval: 'delete',
    },
    request: { settings: {}, params: {} },
    ...{ outputs: {}, manifests: [] },
  });

/** What was looked at, and how many at a time at most; `held` is never answered. */
function startLanes(looked: Map<string, number>, held?: string) {
  const counts = { now: 0, most: 0 };
  const lanes = new DriverLanes({
    resources,
    parallel: 4,
    clock: systemClock,
    logger: mockServices.logger.mock(),
    looker: {
      async look({ id, driver }) {
        looked.set(id, (looked.get(id) ?? 0) + 1);
        if (driver === held) return new Promise(() => {});
        counts.now += 1;
        counts.most = Math.max(counts.most, counts.now);
        await new Promise(setImmediate);
        counts.now -= 1;
        return FINE;
      },
    },
  });
  return { lanes, counts };
}

it('looks at each of many once, a few at a time, however many processes look', async () => {
  for (let at = 0; at < 120; at += 1) await put('shelf');
  const looked = new Map<string, number>();
  const [one, two] = [startLanes(looked), startLanes(looked)];
  await Promise.all([one.lanes.begin(), two.lanes.begin(), one.lanes.begin()]);
  await until(
    'all were looked at',
    async () => looked.size,
    n => n === 120,
  );
  expect([...looked.values()].every(times => times === 1)).toBe(true);
  expect(one.counts.most).toBeLessThanOrEqual(4);
  expect(two.counts.most).toBeLessThanOrEqual(4);
});

it('is not held by a driver that never answers', async () => {
  for (let at = 0; at < 20; at += 1) await put('crate');
  for (let at = 0; at < 20; at += 1) await put('shelf');
  const looked = new Map<string, number>();
  const { lanes } = startLanes(looked, 'crate');
  await lanes.begin();
  await until(
    'the others were looked at',
    async () => looked.size,
    n => n === 24,
  );
  await lanes.begin();
  expect(looked.size).toBe(24);
});

it('leaves alone what is not provided, and looks at nothing once it has stopped', async () => {
  await put('shelf', 'providing');
  await put('shelf', 'failed');
  await put('shelf', 'kept');
  const looked = new Map<string, number>();
  const { lanes } = startLanes(looked);
  await lanes.begin();
  await put('shelf');
  lanes.stop();
  await lanes.begin();
  expect(looked.size).toBe(0);
});
