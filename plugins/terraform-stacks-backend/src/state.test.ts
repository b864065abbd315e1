import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { NewStateCredential } from '@towpath/plugin-terraform-stacks-common';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { Hand } from './__testUtils__/Hand';
import { readKept, seal } from './__testUtils__/readKept';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';
import { RunCredentials } from './state/RunCredentials';

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

/** Somebody's hand on a stack. */
async function handOf(name: string, stack = 'shop', more: object = {}) {
  const { body, status } = await platform
    .as(name, { byTemplate: false })
    .post(`/stacks/${stack}/credentials`, more);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return new Hand(platform.root, platform.url, body as NewStateCredential);
}

const NOBODY = { person: '', readOnly: false, createdAt: '', expiresAt: '' };
const blockOf = (stack: string) =>
  `    address        = "${platform.url}/state/${stack}"`;

const lockOf = (ID: string) => ({
  ...{ ID, Operation: 'OperationTypeApply', Info: '', Who: 'ada@laptop' },
  ...{ Version: '1.11.4', Created: '2026-11-29T10:00:00Z', Path: '' },
});
const stateOf = (serial: number, more: object = {}) => ({
  ...{ version: 4, terraform_version: '1.11.4', serial, lineage: 'one' },
  ...{ outputs: {}, resources: [], check_results: null },
  ...more,
});

describeRuns('by hand, the plain program', () => {
  it('inits, plans, applies and lists, and frees with force what it has left locked', async () => {
    const ada = await handOf('ada');
    ada.write('main.tf', 'resource "terraform_data" "a" { input = "by-hand" }');
    expect(await ada.run('init', '-no-color')).toMatchObject({ code: 0 });
    const applied = await ada.run('apply', '-auto-approve', '-no-color');
    expect(applied.text).toContain('1 added');
    expect((await ada.run('state', 'list')).text).toBe('terraform_data.a\n');
    expect((await ada.run('plan', '-no-color')).text).toContain('No changes');
    expect(await knex('state_locks')).toEqual([]);

    expect(
      (await ada.ask('LOCK', { body: lockOf('left-behind') })).status,
    ).toBe(200);
    const kwame = platform.as('kwame', { byTemplate: false });
    expect((await kwame.get('/stacks/shop/versions')).body.items).toMatchObject(
      [{ serial: 1, by: 'user:default/ada', resources: 1, readable: true }],
    );
    const linus = await handOf('linus');
    linus.write('main.tf', '');
    await linus.run('init');
    const refused = await linus.run('plan', '-no-color');
    expect(refused.text.replace(/\s+/g, ' ')).toContain(
      'ID=left-behind (held by user:default/ada, by hand, since',
    );
    const forced = await linus.run('force-unlock', '-force', 'whatever');
    expect(forced).toMatchObject({ code: 0 });
    expect((await linus.run('plan', '-no-color')).text).toContain(
      '1 to destroy',
    );
  });

  it('keeps a state of 20 MB, and says in words that one is too large', async () => {
    const ada = await handOf('ada');
    const fill = 'x'.repeat(20 * 1024 * 1024);
    const large = stateOf(1, {
      outputs: { a: { value: fill, type: 'string' } },
    });
    expect((await ada.ask('POST', { body: large })).status).toBe(200);
    expect(JSON.parse((await ada.ask('GET')).text)).toEqual(large);
    const { rows } = await knex.raw(
      `select length(sealed) as length, attstorage from state_versions, pg_attribute
       where attrelid = 'state_versions'::regclass and attname = 'sealed'`,
    );
    expect(rows).toEqual([{ length: expect.any(Number), attstorage: 'e' }]);
    expect(rows[0].length).toBeLessThan(1024 * 1024);
    await platform.stop();
    await platform.start(knex, { terraform: { stateLimit: '1mb' } });
    const again = await handOf('ada');
    const { status, text } = await again.ask('POST', { body: large });
    expect(status).toBe(413);
    expect(text).toContain('larger than 1mb. Have the platform team raise');
  });
});

describe('a state', () => {
  it('is taken, repeated and refused as the lock, the lineage and the serial say', async () => {
    const ada = await handOf('ada');
    expect((await ada.ask('GET')).status).toBe(204);
    const lock = { body: lockOf('one') };
    expect((await ada.ask('LOCK', lock)).status).toBe(200);
    // The answer of the first was not heard.
    expect((await ada.ask('LOCK', lock)).status).toBe(200);
    const other = await ada.ask('LOCK', { body: lockOf('two') });
    expect(other.status).toBe(423);
    expect(JSON.parse(other.text)).toMatchObject({ Who: 'ada@laptop' });

    const under = { query: '?ID=one' };
    const first = { ...under, body: stateOf(2) };
    expect((await ada.ask('POST', { body: stateOf(2) })).status).toBe(409);
    expect((await ada.ask('POST', first)).status).toBe(200);
    expect((await ada.ask('POST', first)).status).toBe(200);
    expect(await knex('state_versions')).toHaveLength(1);
    const older = await ada.ask('POST', { ...under, body: stateOf(1) });
    expect(older.status).toBe(409);
    expect(older.text).toContain('serial of this state is 1, and the newest');
    const changed = stateOf(2, {
      outputs: { a: { value: 1, type: 'number' } },
    });
    expect((await ada.ask('POST', { ...under, body: changed })).status).toBe(
      409,
    );
    const strange = stateOf(3, { lineage: 'another' });
    const refused = await ada.ask('POST', { ...under, body: strange });
    expect(refused.text).toContain('a state of something else');
    const headers = { 'content-md5': 'AAAA' };
    const broken = await ada.ask('POST', {
      ...under,
      headers,
      body: stateOf(3),
    });
    expect(broken.status).toBe(400);
    const md5 = createHash('md5').update(JSON.stringify(stateOf(3)));
    const whole = { 'content-md5': md5.digest('base64') };
    expect(
      (await ada.ask('POST', { ...under, headers: whole, body: stateOf(3) }))
        .status,
    ).toBe(200);
    expect((await ada.ask('POST', { ...under, body: 'no state' })).status).toBe(
      400,
    );

    expect((await ada.ask('UNLOCK', { body: { ID: 'two' } })).status).toBe(423);
    expect((await ada.ask('UNLOCK', lock)).status).toBe(200);
    expect((await ada.ask('UNLOCK', lock)).status).toBe(200);
    expect((await ada.ask('POST', { ...under, body: stateOf(4) })).status).toBe(
      409,
    );
    expect(platform.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'terraform-stacks-state',
        meta: expect.objectContaining({
          ...{ stack: 'shop', operation: 'write', by: 'user:default/ada' },
        }),
      }),
    );
  });

  it('that OpenTofu encrypted is kept, and said to be unreadable', async () => {
    const ada = await handOf('ada');
    const body = {
      serial: 1,
      lineage: 'one',
      meta: {},
      encrypted_data: 'AbC=',
    };
    expect((await ada.ask('POST', { body })).status).toBe(200);
    expect(JSON.parse((await ada.ask('GET')).text)).toEqual(body);
    const { body: shown } = await platform
      .as('kwame')
      .get('/stacks/shop/resources');
    expect(shown).toMatchObject({
      ...{ readable: false, why: 'OpenTofu has encrypted it', resources: [] },
    });
    // As OpenTofu forces it: the lock is named in the words that it was shown.
    await ada.ask('LOCK', { body: lockOf('left') });
    const held = await ada.ask('LOCK', { body: lockOf('mine') });
    const { ID } = JSON.parse(held.text);
    expect((await ada.ask('UNLOCK', { body: { ID } })).status).toBe(200);
  });

  it('shows no secret, neither one that is marked nor one that has the name of one, wherever it stands', async () => {
    const ada = await handOf('ada');
    const instance = (attributes: object, more: object = {}) => ({
      ...{
        mode: 'managed',
        type: 'terraform_data',
        provider: 'provider["terraform.io/builtin/terraform"]',
      },
      instances: [{ schema_version: 0, attributes, ...more }],
    });
    const with_ = (serial: number, size: number) =>
      stateOf(serial, {
        outputs: { url: { value: 'pg://u:marked-secret@db', type: 'string' } },
        resources: [
          {
            ...instance(
              { id: '1', input: 'marked-secret', size },
              {
                sensitive_attributes: [[{ type: 'get_attr', value: 'input' }]],
              },
            ),
            name: 'a',
          },
          {
            ...instance(
              {
                id: '2',
                note: 'is named-secret here',
                admin_password: 'named-secret',
              },
              {
                dependencies: ['module.m.terraform_data.a', 'terraform_data.a'],
              },
            ),
            ...{ name: 'b', module: 'module.m["k"]' },
          },
        ],
      });
    await ada.ask('POST', { body: with_(1, 1) });
    await ada.ask('POST', { body: with_(2, 5) });
    const kwame = platform.as('kwame');
    const { body } = await kwame.get('/stacks/shop/resources');
    expect(body.resources).toMatchObject([
      {
        address: 'terraform_data.a',
        provider: 'terraform.io/builtin/terraform',
        attributes: [
          { path: 'id', value: '1' },
          { path: 'input', sensitive: true },
          { path: 'size', value: 5 },
        ],
      },
      {
        address: 'module.m["k"].terraform_data.b',
        dependsOn: ['terraform_data.a'],
      },
    ]);
    const { body: versions } = await kwame.get('/stacks/shop/versions?limit=1');
    const { body: rest } = await kwame.get(
      `/stacks/shop/versions?limit=1&cursor=${versions.nextCursor}`,
    );
    const [to, from] = [versions.items[0].id, rest.items[0].id];
    const { body: difference } = await kwame.get(
      `/stacks/shop/versions/difference?from=${from}&to=${to}`,
    );
    expect(difference.resources).toMatchObject([
      {
        address: 'terraform_data.a',
        action: 'update',
        attributes: [
          { path: 'size', before: { value: 1 }, after: { value: 5 } },
        ],
      },
    ]);
    const told = JSON.stringify([body, difference]);
    expect(told).not.toContain('marked-secret');
    expect(told).not.toContain('named-secret');
    expect(await everythingIn(knex)).not.toMatch(/(marked|named)-secret/);
  });

  it('is what a stack holds, whoever wrote it: by hand, or as it was restored', async () => {
    const ada = await handOf('ada');
    const byAda = platform.as('ada', { byTemplate: false });
    const held = async () => (await byAda.get('/stacks/shop')).body.stack;
    const resource = (mode: string) => ({
      ...{ mode, type: 'terraform_data', name: mode, instances: [{}] },
      provider: 'provider["terraform.io/builtin/terraform"]',
    });
    await ada.ask('POST', { body: stateOf(1) });
    expect(await held()).toMatchObject({ resources: 0 });
    const resources = [resource('managed'), resource('data')];
    await ada.ask('POST', { body: stateOf(2, { resources }) });
    expect(await held()).toMatchObject({ resources: 1 });
    const { body } = await byAda.get('/stacks/shop/versions');
    await byAda.post(`/stacks/shop/versions/${body.items[1].id}/restore`, {
      reason: 'pushed by mistake',
    });
    expect(await held()).toMatchObject({ resources: 0 });
  });

  it('is restored by its owner alone, with a reason, and not while it is locked', async () => {
    const ada = await handOf('ada');
    const big =
      '{"version":4,"serial":1,"lineage":"one","outputs":{"n":{"value":12345678901234567890,"type":"number"}},"resources":[]}';
    await ada.ask('POST', { body: big });
    await ada.ask('POST', { body: stateOf(2) });
    const byAda = platform.as('ada', { byTemplate: false });
    const { body } = await byAda.get('/stacks/shop/versions');
    const where = `/stacks/shop/versions/${body.items[1].id}/restore`;
    const reason = { reason: 'the apply was wrong' };
    expect((await platform.as('kwame').post(where, reason)).status).toBe(403);
    await ada.ask('LOCK', { body: lockOf('one') });
    const locked = await byAda.post(where, reason);
    expect(locked.status).toBe(409);
    expect(locked.body.error.message).toContain('locked by user:default/ada');
    await byAda.delete('/stacks/shop/lock?id=one&reason=my%20own');
    const restored = await byAda.post(where, reason);
    expect(restored.body).toMatchObject({ serial: 3, ...reason });
    // A number that JavaScript cannot hold comes back as it was.
    expect((await ada.ask('GET')).text).toBe(
      big.replace('"serial":1', '"serial":3'),
    );
    expect(await knex('state_locks')).toEqual([]);
  });
});

describe('a lock', () => {
  it('is not given while a state is being written that its holder would not see', async () => {
    const [ada, linus] = [await handOf('ada'), await handOf('linus')];
    await ada.ask('POST', { body: stateOf(1) });
    // A write that has looked at the lock, and has not ended.
    const writing = await knex.transaction();
    await writing('states').where({ stack: 'shop' }).forUpdate();
    const asked = linus.ask('LOCK', { body: lockOf('hers') });
    await until('somebody waits', async () => {
      const { rows } = await knex.raw(
        `select from pg_stat_activity where wait_event_type = 'Lock'
           and datname = current_database()`,
      );
      return rows.length > 0;
    });
    expect(await knex('state_locks')).toEqual([]);
    await writing.commit();
    expect((await asked).status).toBe(200);
  });
});

describe('credentials', () => {
  it('that are wrong, have ended, or are of another stack or owner are worth nothing', async () => {
    const ada = await handOf('ada');
    const elsewhere = await handOf('ada', 'other');
    await ada.ask('POST', { body: stateOf(1) });
    const wrong = await ada.ask('GET', { password: 'guessed' });
    expect(wrong.status).toBe(401);
    elsewhere.aim(ada);
    expect((await elsewhere.ask('GET')).status).toBe(403);
    const refused = await platform
      .as('kwame', { byTemplate: false })
      .post('/stacks/shop/credentials');
    expect(refused.status).toBe(403);

    const reading = await handOf('linus', 'shop', { readOnly: true });
    expect((await reading.ask('GET')).status).toBe(200);
    expect((await reading.ask('LOCK', { body: lockOf('x') })).status).toBe(403);

    // It ends with the membership, not only with its time.
    await knex('stacks').update({ owner: 'group:default/team-identity' });
    expect((await ada.ask('GET')).status).toBe(403);
    await knex('stacks').update({ owner: 'user:default/ada' });
    expect((await ada.ask('GET')).status).toBe(200);
    await knex('state_credentials').update({ expires_at: new Date(0) });
    expect((await ada.ask('GET')).status).toBe(401);
  });

  it('are not made where states are files, and those of before neither read nor write', async () => {
    const before = await handOf('ada');
    await platform.stop();
    await platform.start(knex, { terraform: { state: 'local' } });
    const ada = platform.as('ada', { byTemplate: false });
    const { status, body } = await ada.post('/stacks/shop/credentials');
    expect(status).toBe(409);
    expect(body.error.message).toContain('terraform.state is "local"');
    const { abilities } = (await ada.get('/stacks/shop')).body;
    const inFile = {
      allowed: false,
      reason: expect.stringContaining('a file on the machine of the portal'),
    };
    expect(abilities).toMatchObject({ restore: inFile, credential: inFile });
    before.aim(
      new Hand(platform.root, platform.url, {
        ...{ username: '', password: '', block: blockOf('shop') },
        credential: { id: 'again', ...NOBODY },
      }),
    );
    for (const method of ['GET', 'POST', 'LOCK', 'DELETE']) {
      const asked = method === 'LOCK' ? lockOf('one') : stateOf(1);
      const answer = await before.ask(
        method,
        method === 'GET' ? {} : { body: asked },
      );
      expect([method, answer.status]).toEqual([method, 409]);
    }
    expect(await knex('state_versions')).toEqual([]);
  });

  it('are guessed a few times a minute, and who has them comes in all the same', async () => {
    const ada = await handOf('ada');
    const statuses: number[] = [];
    for (let at = 0; at < 25; at++) {
      statuses.push((await ada.ask('GET', { password: `${at}` })).status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect((await ada.ask('GET')).status).toBe(204);
  });
});

/** What a run has in its hands, held by a test. */
function handOfRun(id: string, stack = 'shop'): Hand {
  const { username, password } = new RunCredentials(seal).of(id, stack);
  const block = blockOf(stack);
  const credential = { id: `${id}-${stack}`, ...NOBODY };
  return new Hand(platform.root, platform.url, {
    ...{ credential, username, password, block },
  });
}

describeRuns('a run', () => {
  it('has its state while it is alive, writes under its lock alone, and forces nothing', async () => {
    const ada = platform.as('ada');
    const { id } = await ada.plan();
    const run = handOfRun(id);
    expect((await run.ask('GET')).status).toBe(204);
    expect((await run.ask('POST', { body: stateOf(1) })).status).toBe(409);
    expect((await handOfRun(id, 'other').ask('GET')).status).toBe(401);
    const byHand = await handOf('ada');
    await byHand.ask('LOCK', { body: lockOf('hers') });
    expect((await run.ask('LOCK', { body: lockOf('its') })).status).toBe(423);
    expect((await run.ask('UNLOCK')).status).toBe(403);
    expect((await run.ask('UNLOCK', { body: { ID: 'hers' } })).status).toBe(
      403,
    );
    await byHand.ask('UNLOCK', { body: { ID: 'hers' } });

    await run.ask('LOCK', { body: lockOf('its') });
    // Who works by hand takes no lock from a run: not without a reason.
    expect((await byHand.ask('UNLOCK')).status).toBe(409);
    const linus = platform.as('linus', { byTemplate: false });
    const free = '/stacks/shop/lock?id=its&reason=its%20host%20is%20gone';
    expect((await linus.delete(free)).status).toBe(409);
    await linus.post(`/runs/${id}/cancel`);
    await platform.waitFor(id, ({ status }) => status === 'cancelled');
    // What it did can be saved, until the lock is taken from it.
    const under = { query: '?ID=its', body: stateOf(1) };
    expect((await run.ask('POST', under)).status).toBe(200);
    expect((await linus.delete(free)).status).toBe(204);
    expect((await run.ask('POST', under)).status).toBe(401);
  });

  it('that only looks reads, and neither writes nor locks', async () => {
    const { id } = await platform.as('ada').plan();
    const [input, facts] = ['input', 'facts'].map(name =>
      knex.raw(`?? || '{"intent":"dry-run"}'`, [name]),
    );
    await knex('workflow_runs').where({ id }).update({ input, facts });
    const run = handOfRun(id);
    expect((await run.ask('GET')).status).toBe(204);
    const refused = await run.ask('LOCK', { body: lockOf('its') });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('only looks');
    for (const method of ['POST', 'DELETE']) {
      expect((await run.ask(method, { body: stateOf(1) })).status).toBe(403);
    }
  });

  it('deletes its state under its lock alone', async () => {
    const byHand = await handOf('ada');
    await byHand.ask('POST', { body: stateOf(1) });
    const { id } = await platform.as('ada').plan();
    const run = handOfRun(id);
    expect((await run.ask('DELETE')).status).toBe(409);
    expect((await run.ask('GET')).status).toBe(200);
    await run.ask('LOCK', { body: lockOf('its') });
    expect((await run.ask('DELETE')).status).toBe(200);
    expect((await run.ask('GET')).status).toBe(204);
  });

  it('that fails half way leaves a stack that holds what was made', async () => {
    platform.module(
      'a',
      `resource "terraform_data" "a" {}
       resource "terraform_data" "b" {
         input = terraform_data.a.id
         provisioner "local-exec" { command = "false" }
       }`,
    );
    const run = await platform.as('ada').plan();
    expect((await platform.as('ada').apply(run)).status).toBe('failed');
    const { body } = await platform.as('ada').get('/stacks/shop');
    expect(body.stack.resources).toBe(2);
  });

  it('whose host is gone ends as failed, says what is unknown, and its lock is lost', async () => {
    platform.module(
      'a',
      `resource "terraform_data" "a" {
         provisioner "local-exec" {
           command = "until test -f ${platform.root}/gate; do sleep 0.1; done"
         }
       }`,
    );
    const ada = platform.as('ada');
    const run = await ada.plan();
    await ada.post(`/runs/${run.id}/apply`, { digest: run.plan!.digest });
    await until(
      'the state is locked',
      async () => (await knex('state_locks').where({ run: run.id })).length > 0,
    );
    await platform.stop();
    const place = fs.readFileSync(
      path.join(platform.stateDir, '.place'),
      'utf8',
    );
    await knex('state_places').insert({
      ...{ place: place.trim(), host: 'host-1', heard_at: new Date(0) },
    });
    await platform.start(knex, {
      stateDir: path.join(platform.root, 'elsewhere'),
    });
    const ended = await platform.waitFor(
      run.id,
      ({ status }) => status === 'failed',
    );
    expect(ended.reason).toMatch(
      /The host host-1, where it ran, was not heard of since .*Nobody knows how these ended: terraform_data.a\./,
    );
    const linus = platform.as('linus', { byTemplate: false });
    const { body } = await linus.get('/stacks/shop');
    expect(body.stack.locked).toMatchObject({
      ...{ run: run.id, lost: 'Its run has ended without freeing it' },
    });
    const freed = await linus.delete(
      `/stacks/shop/lock?id=${body.stack.locked.id}&reason=looked%20at%20it`,
    );
    expect(freed.status).toBe(204);
    fs.writeFileSync(path.join(platform.root, 'gate'), '');
  });
});

describeRuns('a portal', () => {
  it('without keys plans nothing, and says which to set', async () => {
    await platform.stop();
    await platform.start(knex, { terraform: { secrets: {} } });
    const { status, body } = await platform.as('ada').begin();
    expect(status).toBe(409);
    expect(body.error.message).toContain('has to set terraform.secrets.keys');
  });

  it('takes over what was kept in files, once, and leaves no plan waiting that was made against them', async () => {
    await platform.stop();
    await platform.start(knex, { terraform: { state: 'local' } });
    await platform.as('ada').apply(await platform.as('ada').plan());
    const waiting = await platform.as('ada').plan({ intent: 'delete' });
    await platform.stop();
    const folder = path.join(platform.stateDir, 'shop');
    const before = fs.readFileSync(
      path.join(folder, 'terraform.tfstate'),
      'utf8',
    );

    await platform.start(knex);
    const ended = await platform.waitFor(
      waiting.id,
      ({ status }) => status !== 'awaiting-approval',
    );
    expect(ended).toMatchObject({
      status: 'cancelled',
      reason: expect.stringContaining('moved into the database'),
    });
    expect(await readKept(knex, 'shop')).toEqual(JSON.parse(before));
    expect(fs.readdirSync(folder)).toEqual(
      expect.arrayContaining([
        'terraform.tfstate.before-database',
        'terraform.tfstate.before-database.txt',
      ]),
    );
    expect((await platform.as('ada').plan()).plan?.changes).toBe(false);
    await platform.stop();
    // As if it had died before it put the file aside.
    fs.writeFileSync(path.join(folder, 'terraform.tfstate'), before);
    await platform.start(knex);
    expect((await platform.as('ada').plan()).plan?.changes).toBe(false);
    expect(await knex('state_versions')).toHaveLength(1);
  });
});

/** All that any table has, as text. */
async function everythingIn(database: Knex): Promise<string> {
  const { rows } = await database.raw(
    `select table_schema, table_name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts = await Promise.all(
    rows.map(async ({ table_schema, table_name }: Record<string, string>) => {
      const all = await database.raw('select t::text as text, * from ??.?? t', [
        table_schema,
        table_name,
      ]);
      const bytes = all.rows.flatMap((row: object) =>
        Object.values(row).filter(Buffer.isBuffer),
      );
      return [
        ...all.rows.map(({ text }: { text: string }) => text),
        ...bytes.map((one: Buffer) => one.toString('latin1')),
      ].join('\n');
    }),
  );
  return texts.join('\n');
}
