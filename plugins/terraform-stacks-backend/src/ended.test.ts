import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const FINANCE = 'group:default/team-finance';

let knex: Knex;
let platform: StacksTestPlatform;
beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module(
    'a',
    `variable "size" { default = "small" }
     resource "terraform_data" "a" { input = var.size }
     output "size" { value = terraform_data.a.output }`,
  );
  await platform.start(knex);
});
afterEach(() => platform.remove());

const person = (name: string) => platform.as(name, { byTemplate: false });
const made = async (key: string, more: object = {}) => {
  await person('ada').define(key, more);
  return person('ada').apply(await person('ada').planned(key));
};
const hasEnded = ({ status }: { status: string }) =>
  ['cancelled', 'failed', 'succeeded'].includes(status);

describeRuns('runs that were not applied yet', () => {
  it('end with a stack that is handed on, also one that waits for an apply, which goes on', async () => {
    const gate = path.join(platform.root, 'gate');
    platform.module(
      'slow',
      `resource "terraform_data" "a" {
         provisioner "local-exec" {
           command = "until test -f ${gate}; do sleep 0.1; done"
         }
       }`,
    );
    const ada = platform.as('ada');
    const module = { name: 'slow' };
    const applying = await ada.plan({ module });
    const { digest } = applying.plan!;
    await ada.post(`/runs/${applying.id}/apply`, { digest });
    await platform.waitFor(applying.id, ({ status }) => status === 'waiting');
    const queued = (await ada.begin({ module })).body;
    await platform.waitFor(queued.id, one => !!one.holder);
    await person('ada').define('shop', { owner: FINANCE });
    expect(await platform.waitFor(queued.id, hasEnded)).toMatchObject({
      status: 'cancelled',
      reason: expect.stringContaining(`handed on to ${FINANCE}`),
    });
    fs.writeFileSync(gate, '');
    const ended = await platform.waitFor(applying.id, hasEnded);
    expect(ended.status).toBe('succeeded');
  });

  it('end with a stack of which all was deleted', async () => {
    await made('shop');
    const stale = await person('ada').planned('shop');
    const end = await person('ada').planned('shop', { intent: 'delete' });
    expect((await person('ada').apply(end)).status).toBe('succeeded');
    expect(await platform.waitFor(stale.id, hasEnded)).toMatchObject({
      status: 'cancelled',
      reason: expect.stringContaining('all in the stack was deleted'),
    });
  });
});

describeRuns('a stack whose outputs are used', () => {
  const from = { inputs: { size: { stack: 'net', output: 'size' } } };

  it('is deleted by no template', async () => {
    await made('net');
    await person('ada').define('shop', from);
    const { status, body } = await platform
      .as('ada')
      .begin({ stack: 'net', intent: 'delete' });
    expect(status).toBe(409);
    expect(body.error.message).toContain('are used by shop');
  });

  it('is not deleted when they came to be used after the plan', async () => {
    await made('net');
    const end = await person('ada').planned('net', { intent: 'delete' });
    await person('ada').define('shop', from);
    expect(await person('ada').apply(end)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('are used by shop'),
    });
  });
});
