import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let platform: StacksTestPlatform;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module('a', 'resource "terraform_data" "a" { input = "x" }');
  await platform.start(knex);
});
afterEach(() => platform.remove());

describeRuns('the runs of the portal', () => {
  it('keep their state in the database', async () => {
    const ada = platform.as('ada');
    const run = await ada.plan();
    console.log(JSON.stringify(run, null, 1).slice(0, 3000));
    const ended = await ada.apply(run);
    console.log(JSON.stringify(ended, null, 1).slice(0, 3000));
    console.log(await knex('state_versions'), await knex('state_locks'));
  });
});
