import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { readKept } from './__testUtils__/readKept';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let platform: StacksTestPlatform;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module('a', 'resource "terraform_data" "a" {}');
  await platform.start(knex);
});
afterEach(() => platform.remove());

const inState = async (stack = 'shop'): Promise<string[]> =>
  (await readKept(knex, stack)).resources.map(
    ({ name }: { name: string }) => name,
  );
const runFolders = (stack = 'shop') =>
  fs.readdirSync(path.join(platform.stateDir, stack, 'runs'));

describeRuns('who may', () => {
  it('begin a run: a person by a template, and nobody with a module of their own', async () => {
    const direct = platform.as('ada', { byTemplate: false });
    const { status, body } = await direct.begin();
    expect(status).toBe(403);
    expect(body.error.message).toContain('A run is begun by a template alone');
    expect(platform.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'terraform-stacks-begin' }),
    );
    expect(fs.existsSync(path.join(platform.stateDir, 'shop'))).toBe(false);
  });

  it('say that a template answers for it: a template alone', async () => {
    const run = await platform.as('ada').plan();
    const { body } = await platform
      .as('kwame', { byTemplate: false })
      .post(`/runs/${run.id}/apply`, {
        digest: run.plan!.digest,
        anyOwner: true,
      });
    expect(body.error.message).toContain('anyOwner is said by a template');
  });

  it('confirm a plan: the owner of the stack, and only the plan that was shown', async () => {
    const run = await platform.as('ada').plan();
    const confirm = (name: string, digest: string) =>
      platform
        .as(name, { byTemplate: false })
        .post(`/runs/${run.id}/apply`, { digest });
    expect((await confirm('kwame', run.plan!.digest)).status).toBe(403);
    const other = await confirm('ada', 'another');
    expect(other.status).toBe(409);
    expect(other.body.error.message).toContain(
      'is not the one that was shown (another)',
    );
    expect((await confirm('ada', run.plan!.digest)).status).toBe(200);
    const ended = await platform.waitFor(run.id, ({ ending }) => !!ending);
    expect(ended.ending).toMatchObject({ outcome: 'succeeded', complete: 1 });
  });
});

describeRuns('a stack that is handed on', () => {
  it('leaves no plan that its former owner may confirm', async () => {
    const ada = platform.as('ada');
    const old = await ada.plan();
    await ada.plan({ owner: 'group:default/team-finance' });
    const { body } = await ada.get(`/runs/${old.id}`);
    expect(body).toMatchObject({
      status: 'cancelled',
      reason: expect.stringContaining(
        'the stack was handed on to group:default/team-finance',
      ),
    });
  });
});

describeRuns('a run', () => {
  it('leaves nothing on the disk once it has ended, and its ending in the database', async () => {
    platform.module(
      'a',
      `variable "password" {}
       resource "terraform_data" "a" { input = var.password }`,
    );
    const secrets = { password: 's3cret-of-ada' };
    const ada = platform.as('ada');
    const ended = await ada.apply(await ada.plan({ secrets }));
    expect(ended.status).toBe('succeeded');
    await until('its folder is gone', () => runFolders().length === 0);
    const rows = await Promise.all(
      ['workflow_runs', 'workflow_log', 'stacks'].map(async table =>
        (await knex.schema.hasTable(table)) ? knex(table) : [],
      ),
    );
    expect(JSON.stringify(rows)).toContain('terraform_data.a');
    expect(JSON.stringify(rows)).not.toContain('s3cret-of-ada');
  });

  it('is the one that was begun before, for the same key', async () => {
    const first = await platform.as('ada').begin({}, 'key-1');
    const second = await platform.as('ada').begin({}, 'key-1');
    expect(second.body).toEqual(first.body);
    expect(runFolders()).toEqual([first.body.id]);
  });

  it('of one stack waits for another, and says for whom', async () => {
    platform.module(
      'a',
      `resource "terraform_data" "a" {
         provisioner "local-exec" {
           command = "until test -f ${platform.root}/gate; do sleep 0.1; done"
         }
       }`,
    );
    const ada = platform.as('ada');
    const first = await ada.plan({ task: '1' });
    await ada.post(`/runs/${first.id}/apply`, { digest: first.plan!.digest });
    await platform.waitFor(first.id, ({ status }) => status === 'waiting');
    const { body } = await ada.begin();
    const waiting = await platform.waitFor(body.id, one => !!one.holder);
    expect(waiting.holder).toMatchObject({
      by: 'task 1 of user:default/ada',
      doing: 'an apply',
    });
    fs.writeFileSync(path.join(platform.root, 'gate'), '');
    await platform.waitFor(first.id, one => one.status === 'succeeded');
    await platform.waitFor(body.id, ({ plan }) => plan?.changes === false);
  });

  it('goes on in any folder, since its state is in none', async () => {
    const ada = platform.as('ada');
    await ada.apply(await ada.plan());
    await platform.stop();
    await platform.start(knex, {
      stateDir: path.join(platform.root, 'elsewhere'),
    });
    const { plan } = await platform.as('ada').plan();
    expect(plan?.changes).toBe(false);
  });

  it('takes no empty folder for an empty stack where states are files: it waits for the backend that has its state', async () => {
    await platform.stop();
    const terraform = { state: 'local' };
    await platform.start(knex, { terraform });
    const ada = platform.as('ada');
    await ada.apply(await ada.plan());
    await platform.stop();
    await platform.start(knex, {
      stateDir: path.join(platform.root, 'elsewhere'),
      terraform,
    });
    const { status, body } = await platform.as('ada').begin();
    expect(status).toBe(503);
    expect(body.error.message).toContain('lies in another folder');
    const read = await platform.as('ada').get('/stacks/shop/outputs');
    expect(read.status).toBe(503);
  });

  it('that nobody confirms ends after a day, and what it left goes', async () => {
    const run = await platform.as('ada').plan();
    await platform.tidy();
    expect(runFolders()).toEqual([run.id]);
    const early = new Date(Date.now() - 25 * 3600_000);
    await knex('workflow_runs').update({ created_at: early });
    await platform.tidy();
    const ended = await platform.waitFor(
      run.id,
      one => one.status !== run.status,
    );
    expect(ended).toMatchObject({
      status: 'cancelled',
      reason: expect.stringContaining('a plan is kept for a day'),
    });
    await until('its folder is gone', () => runFolders().length === 0);
  });
});

describeRuns('what a portal of before has left', () => {
  const folder = () => path.join(platform.stateDir, 'shop');

  it('is taken over: whose a stack is, and what is in it', async () => {
    const ada = platform.as('ada');
    await ada.apply(await ada.plan());
    await knex('stacks').delete();
    fs.writeFileSync(
      path.join(folder(), 'owner.json'),
      JSON.stringify({
        owner: 'group:default/team-finance',
        by: 'user:default/ada',
        since: 0,
      }),
    );
    const { body } = await platform.as('kwame').begin();
    expect(body.error.message).toBe(
      'The stack "shop" belongs to group:default/team-finance, as user:default/ada said, and user:default/kwame is not of it. Ask them to change it, or choose another name',
    );
    expect((await ada.plan()).plan).toMatchObject({ changes: false });
    // It must not come back once the stack is somebody else's.
    expect(fs.existsSync(path.join(folder(), 'owner.json'))).toBe(false);
  });

  it('is brought to its end: an apply that nobody followed, before the next plan', async () => {
    const ada = platform.as('ada');
    const run = await ada.plan();
    const legacy = path.join(folder(), 'runs', 'f00-1');
    fs.cpSync(path.join(folder(), 'runs', run.id), legacy, {
      recursive: true,
    });
    // As it was written then: what was begun, what it said, and how it ended; nobody wrote an ending down.
    const command = path.join(legacy, 'commands/apply');
    fs.mkdirSync(command, { recursive: true });
    fs.writeFileSync(
      path.join(command, 'record.json'),
      JSON.stringify({ process: { pid: 1, startTime: 'then' }, startedAt: 0 }),
    );
    fs.writeFileSync(path.join(command, 'output'), '');
    fs.writeFileSync(path.join(command, 'exit'), '1');
    const state = {
      version: 4,
      terraform_version: '1.9.0',
      serial: 7,
      lineage: 'of-then',
      outputs: {},
      resources: [
        {
          mode: 'managed',
          type: 'terraform_data',
          name: 'a',
          provider: 'provider["terraform.io/builtin/terraform"]',
          instances: [{ schema_version: 0, attributes: { id: 'made-then' } }],
        },
      ],
    };
    fs.writeFileSync(
      path.join(legacy, 'module/errored.tfstate'),
      JSON.stringify(state),
    );

    const next = await ada.plan();
    expect(next.plan).toMatchObject({ changes: false });
    expect(await inState()).toEqual(['a']);
    expect(fs.existsSync(path.join(legacy, 'secrets.json'))).toBe(false);
    await platform.tidy();
    expect(runFolders()).not.toContain('f00-1');
  });
});
