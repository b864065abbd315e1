import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { StackDrift } from '@towpath/plugin-terraform-stacks-common';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const DAY = 24 * 3_600_000;
const FINANCE = 'group:default/team-finance';

let knex: Knex;
let platform: StacksTestPlatform;
/** What is outside of Terraform, and what somebody changes there. */
const outside = () => path.join(platform.root, 'outside');
const change = (text: string) => fs.writeFileSync(outside(), text);

const person = (name: string) => platform.as(name, { byTemplate: false });

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module(
    'a',
    `resource "terraform_data" "a" {}
     output "outside" { value = file("${outside()}") }`,
  );
  change('as it was');
  await platform.start(knex);
  await person('ada').define('shop', { owner: FINANCE });
  await person('ada').apply(await person('ada').planned('shop'));
});
afterEach(() => platform.remove());

const drift = async (): Promise<StackDrift> =>
  (await person('ada').get('/stacks/shop')).body.stack.drift;
/** Answers how the stack stands once it was looked at anew. */
const look = async (): Promise<StackDrift> => {
  const before = await drift();
  platform.advance(DAY);
  await platform.task('look-for-drift');
  return until('it was looked at', async () => {
    const now = await drift();
    return now.at !== before.at && now;
  });
};
const told = async () => {
  await platform.task('drift-notices');
  return platform.notices.map(({ payload }) => payload.title);
};
const TITLE = 'The stack shop was changed outside of Terraform';

describeRuns('what was changed outside of Terraform', () => {
  it('is seen by itself, told once for each difference, and never by a run in the list', async () => {
    expect(await look()).toMatchObject({ status: 'in-sync' });
    expect(await told()).toEqual([]);
    change('by hand');
    const seen = await look();
    expect(seen).toMatchObject({
      status: 'drifted',
      why: '1 output is not as the last apply left it',
    });
    expect((await look()).since).toBe(seen.since);
    expect(await told()).toEqual([TITLE]);
    expect(platform.notices[0].recipients).toMatchObject({
      entityRef: FINANCE,
    });
    change('by hand, again');
    await look();
    expect(await told()).toEqual([TITLE, TITLE]);
    // With the same words, so that letters are told by nothing else.
    const [first, second] = platform.notices.map(({ payload }) => payload);
    expect(second.description).toBe(first.description);
    expect(second.metadata).not.toEqual(first.metadata);
    const { body } = await person('ada').get('/stacks/shop');
    expect(body.stack.lastRun.id).not.toBe(body.stack.drift.run);
    const kinds = await knex('workflow_runs').distinct('kind').pluck('kind');
    expect(kinds.sort()).toEqual([
      'terraform-stacks',
      'terraform-stacks-drift',
    ]);
    const run = await person('ada').get(`/runs/${body.stack.drift.run}`);
    expect(run.body.plan.summary).toBe(
      '1 output is not as the last apply left it',
    );
  });

  it('stays known when it could not be asked', async () => {
    change('by hand');
    const seen = await look();
    fs.rmSync(outside());
    const unasked = await look();
    expect(unasked).toMatchObject({ status: 'drifted', since: seen.since });
    expect(unasked.why).toContain(
      'It could not be looked at: terraform plan did not succeed',
    );
    change('as it was');
    expect(await look()).toEqual(
      expect.not.objectContaining({ since: expect.anything() }),
    );
  });

  it('is as it was seen last, which a look that could not be asked says apart', async () => {
    change('by hand');
    const seen = await look();
    expect(seen.seenAt).toBe(seen.at);
    fs.rmSync(outside());
    const unasked = await look();
    expect(unasked.seenAt).toBe(seen.at);
    expect(unasked.at).not.toBe(seen.at);
  });

  it('stays as one look has seen it while an earlier one still asked in vain', async () => {
    const { O_WRONLY, O_NONBLOCK } = fs.constants;
    fs.rmSync(outside());
    execFileSync('mkfifo', [outside()]);
    const asked = { intent: 'drift' as const };
    const { id } = (await person('ada').begins('shop', asked)).body;
    const pipe = await until('it reads what is outside', () => {
      try {
        return fs.openSync(outside(), O_WRONLY | O_NONBLOCK);
      } catch {
        return undefined;
      }
    });
    fs.rmSync(outside());
    change('by hand');
    await person('ada').planned('shop', asked);
    const seen = await drift();
    expect(seen.status).toBe('drifted');
    // No text, which Terraform refuses.
    fs.writeSync(pipe, Buffer.from([0xff]));
    fs.closeSync(pipe);
    await platform.waitFor(id, ({ status }) => status === 'failed');
    expect(await drift()).toEqual(seen);
  });

  it('that could not be asked is no sign that all is well', async () => {
    fs.rmSync(outside());
    expect(await look()).toMatchObject({
      status: 'unknown',
      why: expect.stringContaining('It could not be looked at'),
    });
    expect(await told()).toEqual([]);
  });

  it('is taken into the state where somebody says so, and changes nothing else', async () => {
    change('by hand');
    await look();
    platform.module('a', `output "outside" { value = file("${outside()}") }`);
    const run = await person('ada').planned('shop', { intent: 'accept-drift' });
    expect(run.plan).toMatchObject({ changes: true, resources: [] });
    expect((await person('ada').apply(run)).status).toBe('succeeded');
    expect(await drift()).toMatchObject({ status: 'in-sync' });
    const { body } = await person('ada').get('/stacks/shop/outputs');
    expect(body.outputs.outside.value).toBe('by hand');
    expect((await person('ada').get('/stacks/shop')).body.stack.resources).toBe(
      1,
    );
  });

  it('is mended by a change, and then in step', async () => {
    change('by hand');
    await look();
    await person('ada').apply(await person('ada').planned('shop'));
    expect(await drift()).toMatchObject({ status: 'in-sync' });
    expect(await told()).toEqual([]);
  });

  it('is looked for when a person asks, beside a run that has the stack', async () => {
    const waiting = await person('ada').planned('shop');
    change('by hand');
    const run = await person('ada').planned('shop', { intent: 'drift' });
    expect(run).toMatchObject({ status: 'succeeded', plan: { changes: true } });
    expect(await drift()).toMatchObject({ status: 'drifted', run: run.id });
    expect(waiting.status).toBe('awaiting-approval');
  });

  it('is not concluded from what the stack is to be made of, and is not yet', async () => {
    platform.module(
      'sized',
      `variable "size" { default = "small" }
       resource "terraform_data" "a" {}
       output "size" { value = var.size }`,
    );
    const module = { platform: 'sized' };
    const sized = async () =>
      (await person('ada').get('/stacks/sized')).body.stack.drift;
    await person('ada').define('sized', { module });
    await person('ada').apply(await person('ada').planned('sized'));
    const variables = { size: 'large' };
    await person('ada').define('sized', { module, variables });
    await person('ada').planned('sized', { intent: 'drift' });
    expect(await sized()).toMatchObject({
      status: 'unknown',
      why: expect.stringContaining('was changed since it was applied last'),
    });
    expect(await told()).toEqual([]);
    await person('ada').apply(await person('ada').planned('sized'));
    await person('ada').planned('sized', { intent: 'drift' });
    expect(await sized()).toMatchObject({ status: 'in-sync' });
  });

  it('is concluded where only what is about a stack was changed, such as how often it is looked at', async () => {
    await person('ada')
      .define('shop', { owner: FINANCE, driftEvery: '1h' })
      .expect(200);
    change('by hand');
    expect(await look()).toMatchObject({ status: 'drifted' });
  });

  it('is not concluded by a look beside an apply, which may have seen half of it', async () => {
    const gate = path.join(platform.root, 'gate');
    platform.module(
      'a',
      `resource "terraform_data" "a" {}
       resource "terraform_data" "slow" {
         provisioner "local-exec" { command = "until test -f ${gate}; do sleep 0.1; done" }
       }
       output "outside" { value = file("${outside()}") }`,
    );
    const run = await person('ada').planned('shop');
    const { digest } = run.plan!;
    await person('ada').post(`/runs/${run.id}/apply`, { digest });
    await until(
      'it is applied',
      async () => (await knex('state_locks')).length > 0,
    );
    change('by hand');
    await person('ada').planned('shop', { intent: 'drift' });
    expect(await drift()).toMatchObject({
      status: 'unknown',
      why: 'It was being changed while it was looked at',
    });
    fs.writeFileSync(gate, '');
    await platform.waitFor(run.id, ({ status }) => status === 'succeeded');
    expect(await told()).toEqual([]);
  });

  it('is not looked for in a stack that says never', async () => {
    await person('ada')
      .define('shop', { owner: FINANCE, driftEvery: 'never' })
      .expect(200);
    platform.advance(DAY);
    await platform.task('look-for-drift');
    expect(
      await knex('workflow_runs').where({ kind: 'terraform-stacks-drift' }),
    ).toEqual([]);
  });
});
