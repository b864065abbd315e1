import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase, PolicyHits } from '@towpath/backend-kit';
import { StillClock } from '@towpath/clock/testing';
import type { Plan } from '@towpath/plugin-score-common';
import { migrateRuns } from '@towpath/workflow';
import type { Knex } from 'knex';
import { PACKAGE } from '../packageName';
import { PlanStore } from './PlanStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const clock = new StillClock('2026-11-29T10:00:00Z');
let knex: Knex;
let hits: PolicyHits;
let plans: PlanStore;

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await openDatabase(mockServices.database({ knex }), PACKAGE, migrateRuns);
  hits = new PolicyHits({ knex, clock, subject: 'provisioning' });
  plans = new PlanStore({ knex, clock, hits });
});

const large = { policy: 'sizes', rule: 'large', effect: 'gate' as const };

const plan = (id: string) =>
  ({
    ...{ id, digest: 'd', hasEffect: true, diagnostics: [], approvals: [] },
    ...{ service: 'component:default/shop', environment: 'dev' },
    ...{ resources: [], files: [] },
    verdicts: [{ ...large, message: 'Large.' }],
    createdAt: '2026-11-29T10:00:00Z',
    expiresAt: '2026-11-29T11:00:00Z',
  } satisfies Plan);

it('counts what rules say of plans that are kept, and of no other', async () => {
  const id = '019ad000-0000-7000-8000-000000000001';
  const kept = {
    plan: plan(id),
    source: { text: '' },
    requestedBy: 'user:default/ada',
  };
  await plans.add(kept);
  const counted = [{ ...large, day: '2026-11-29', hits: 1 }];
  expect(await hits.list()).toEqual(counted);

  await expect(plans.add(kept)).rejects.toThrow(/plans_pkey/);
  expect(await hits.list()).toEqual(counted);
});
