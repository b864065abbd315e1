import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { readSealKey, Seal } from '@towpath/seal';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { SECRET } from './__testUtils__/readKept';
import { pack, StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const OLD = { id: 'test', secret: SECRET };
const NEW = {
  id: 'newer',
  secret: 'another long text that somebody has rolled',
};
const MODULE = `
variable "password" { sensitive = true }
resource "terraform_data" "a" { input = sha256(var.password) }`;

let knex: Knex;
let platform: StacksTestPlatform;
beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module('a', MODULE);
  await platform.start(knex);
});
afterEach(() => platform.remove());

const restart = async (keys: (typeof OLD)[]) => {
  await platform.stop();
  await platform.start(knex, { keys });
};

/** Ids of the keys that seal what is kept of stacks and drafts. */
async function keysOfKept(): Promise<string[]> {
  const seal = new Seal([NEW, OLD].map(one => readSealKey(one.id, one.secret)));
  const rows = await Promise.all(
    ['stack_definitions', 'stack_drafts'].map(table =>
      knex(table).select('secrets', 'archive'),
    ),
  );
  return rows
    .flat()
    .flatMap(({ secrets, archive }) => [secrets, archive])
    .filter(Boolean)
    .map(bytes => seal.keyOf(bytes));
}

describeRuns('a key that goes', () => {
  it('takes no secret and no archive of a stack or draft with it, once what it has sealed is sealed anew', async () => {
    const ada = platform.as('ada', { byTemplate: false });
    await ada.define('shop', { secrets: { password: 'hunter22' } });
    const archive = pack(path.join(platform.root, 'modules/a'));
    const secrets = { password: 'hunter23' };
    const { status } = await platform
      .as('ada')
      .plan({ stack: 'other', module: { archive }, secrets });
    expect(status).toBe('awaiting-approval');
    expect(await keysOfKept()).toEqual(['test', 'test', 'test']);

    await restart([NEW, OLD]);
    await platform.task('states-upkeep');
    expect(await keysOfKept()).toEqual(['newer', 'newer', 'newer']);

    await restart([NEW]);
    const anew = platform.as('ada', { byTemplate: false });
    expect((await anew.planned('shop')).status).toBe('awaiting-approval');
  });

  it('leaves what it alone opens as it is, and says so, and the rest is done', async () => {
    const ada = platform.as('ada', { byTemplate: false });
    await ada.define('lost', { secrets: { password: 'hunter22' } });
    await restart([NEW]);
    await expect(platform.task('states-upkeep')).rejects.toThrow(
      'sealed with the key "test", which is not known here',
    );
    expect(await keysOfKept()).toEqual(['test']);
  });
});
