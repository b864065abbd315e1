import fs from 'node:fs';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { pack, StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

let knex: Knex;
let platform: StacksTestPlatform;

const SIZED = `
variable "size" { default = "small" }
resource "terraform_data" "a" { input = var.size }
output "size" { value = terraform_data.a.output }`;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module('a', SIZED);
  await platform.start(knex);
});
afterEach(() => platform.remove());

const person = (name: string) => platform.as(name, { byTemplate: false });
const FINANCE = 'group:default/team-finance';
const DAY = 24 * 3_600_000;
const detailOf = async (key: string, name = 'ada') =>
  (await person(name).get(`/stacks/${key}`)).body;
const made = async (key: string, more: object = {}) => {
  const { status, body } = await person('ada').define(key, more);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return person('ada').apply(await person('ada').planned(key));
};

describeRuns('what a stack is made of', () => {
  it('is said on a page, and then planned, applied and deleted without a template', async () => {
    const { body } = await person('ada').define('shop', {
      ...{ owner: FINANCE, environment: 'dev', service: 'checkout' },
      ...{ costCentre: 'cc-7', variables: { size: 'large' } },
    });
    expect(body).toMatchObject({
      stack: {
        ...{
          owner: FINANCE,
          environment: 'dev',
          module: 'a',
          costCentre: 'cc-7',
        },
        ...{ service: 'component:default/checkout', resources: 0 },
        drift: { status: 'unknown', why: 'There is nothing in it yet' },
      },
      definition: { from: 'page', variables: { size: 'large' }, secrets: [] },
      abilities: { plan: { allowed: true } },
    });
    const run = await person('ada').planned('shop');
    expect(run.plan).toMatchObject({
      resources: [{ address: 'terraform_data.a', action: 'create' }],
      outputs: [{ name: 'size', action: 'create' }],
      drift: [],
    });
    expect((await person('ada').apply(run)).status).toBe('succeeded');
    expect((await detailOf('shop')).stack).toMatchObject({
      ...{ resources: 1, drift: { status: 'in-sync' } },
      lastRun: { id: run.id, status: 'succeeded' },
    });
    const end = await person('ada').planned('shop', { intent: 'delete' });
    await person('ada').apply(end);
    expect((await person('ada').get('/stacks/shop')).status).toBe(404);
  });

  it('is refused where it cannot be, with the field and the way out', async () => {
    const cases: [object, string][] = [
      [
        { environment: 'pord' },
        'There is no environment "pord" in the catalog. There are: dev, prod',
      ],
      [{ service: 'chekout' }, 'the catalog has no component:default/chekout'],
      [
        { module: { platform: 'b' } },
        'There is no module "b" of the platform. There are: a',
      ],
      [{ module: {} }, 'module names no source'],
      [
        { module: { archive: 'H4sI' } },
        'module.archive is taken from templates alone',
      ],
      [{ driftEvery: '1m' }, 'driftEvery is "1m"'],
      [
        { variables: { size: 1 }, secrets: { size: 'x' } },
        'The variable "size" is in variables and in secrets',
      ],
      [
        { inputs: { size: { stack: 'net', output: 'x' } } },
        'inputs.size takes from the stack "net"',
      ],
      [
        { owner: 'group:default/team-identity' },
        'user:default/ada is not of it',
      ],
    ];
    for (const [more, words] of cases) {
      const { body, status } = await person('ada').define('shop', more);
      expect(body.error?.message).toContain(words);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await person('ada').get('/stacks')).body.total).toBe(0);
  });

  it('is changed and planned by nobody of another team', async () => {
    await made('shop', { owner: FINANCE });
    const kwame = person('kwame');
    expect((await kwame.define('shop')).status).toBe(403);
    expect((await kwame.begins('shop', { intent: 'drift' })).status).toBe(403);
    expect((await detailOf('shop', 'kwame')).abilities.plan).toEqual({
      allowed: false,
      reason: `The stack belongs to ${FINANCE}`,
    });
  });

  it('holds secrets that nothing tells, and that stay until they are taken away', async () => {
    platform.module('a', `variable "password" {}\n${SIZED}`);
    const password = 'hunter2-of-ada';
    await made('shop', { secrets: { password } });
    await person('ada').define('shop', { variables: { size: 'large' } });
    const run = await person('ada').planned('shop');
    expect(run.status).toBe('awaiting-approval');
    expect((await detailOf('shop')).definition.secrets).toEqual(['password']);
    const tables = [
      'stack_definitions',
      'stacks',
      'workflow_runs',
      'stack_drafts',
    ];
    const rows = await Promise.all(tables.map(table => knex(table)));
    expect(JSON.stringify(rows)).not.toContain(password);
    const events = platform.auditor.createEvent.mock.calls.map(
      ([{ meta }]) => meta,
    );
    expect(JSON.stringify(events)).toContain('"secrets":["password"]');
    expect(JSON.stringify(events)).not.toContain(password);
    await person('ada').define('shop', {
      secrets: { password: null },
    } as object);
    expect((await detailOf('shop')).definition.secrets).toEqual([]);
    expect((await person('ada').planned('shop')).reason).toContain(
      'No value for required variable',
    );
  });

  it('holds no secret without keys, and says so', async () => {
    await platform.stop();
    await platform.start(knex, { keys: [] });
    const { body } = await person('ada').define('shop', {
      secrets: { password: 'hunter2' },
    });
    expect(body.error.message).toContain('terraform.secrets.keys has no key');
  });

  it('is what a template has applied, its secrets too, so that the portal plans it again', async () => {
    const folder = path.join(platform.root, 'brought');
    fs.mkdirSync(folder);
    fs.writeFileSync(
      path.join(folder, 'main.tf'),
      `variable "password" {}\nvariable "environment" {}\n${SIZED}`,
    );
    const ada = platform.as('ada');
    const run = await ada.plan({
      module: { archive: pack(folder) },
      variables: { environment: 'dev' },
      secrets: { password: 'hunter2-of-ada' },
    });
    expect((await detailOf('shop')).definition).toBeUndefined();
    expect(
      (await person('ada').begins('shop', { intent: 'change' })).body.error
        .message,
    ).toContain('The portal does not know what the stack "shop" is made of');
    await ada.apply(run);
    expect(await detailOf('shop')).toMatchObject({
      stack: { environment: 'dev', module: 'handed over by a template' },
      definition: {
        ...{ from: 'template', module: { archive: 'kept' } },
        secrets: ['password'],
      },
    });
    expect((await person('ada').planned('shop')).plan).toMatchObject({
      changes: false,
    });
    const { body } = await person('ada').define('shop', {
      ...{ module: { archive: 'kept' }, environment: 'prod' },
      variables: { environment: 'prod' },
    });
    expect(body.definition).toMatchObject({
      from: 'page',
      secrets: ['password'],
    });
    expect((await person('ada').planned('shop')).status).toBe(
      'awaiting-approval',
    );
    expect(await knex('stack_drafts')).toEqual([]);
  });
});

describeRuns('a stack of the catalog', () => {
  const entity = (spec: object = {}, name = 'shop') => ({
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Stack',
    metadata: { name, namespace: 'default' },
    spec: { owner: 'team-finance', module: { platform: 'a' }, ...spec },
  });
  const read = async (...entities: ReturnType<typeof entity>[]) => {
    await platform.stop();
    platform.entities.splice(0, 9, ...entities);
    await platform.start(knex);
    await platform.task('read-stacks');
  };

  it('is taken as it is described, changed there alone, and stays when its entity goes', async () => {
    await read(entity({ environment: 'dev', variables: { size: 'wide' } }));
    expect(await detailOf('shop')).toMatchObject({
      stack: { owner: FINANCE, environment: 'dev' },
      definition: {
        ...{ from: 'catalog', entity: 'stack:default/shop' },
        variables: { size: 'wide' },
      },
    });
    await person('ada').apply(await person('ada').planned('shop'));
    const { status, body } = await person('ada').define('shop');
    expect(status).toBe(409);
    expect(body.error.message).toContain('Change it there');
    const secret = await person('ada').define('shop', {
      ...{ environment: 'dev', variables: { size: 'wide' } },
      secrets: { password: 'hunter2' },
    });
    expect(secret.body.definition).toMatchObject({
      ...{ from: 'catalog', secrets: ['password'] },
    });
    await read();
    expect(await detailOf('shop')).toMatchObject({
      stack: { resources: 1 },
      notes: [
        expect.stringContaining('stack:default/shop describes it no longer'),
      ],
    });
  });

  it('has no secret that was given to another source, and is not run by itself until it was applied', async () => {
    platform.module('b', `variable "password" { default = "" }\n${SIZED}`);
    const secrets = { password: 'hunter2-of-ada' };
    const given = { owner: FINANCE, module: { platform: 'b' }, secrets };
    await made('shop', given);
    await read(entity({ module: { platform: 'b' } }));
    expect((await detailOf('shop')).definition).toMatchObject({
      ...{ from: 'catalog', secrets: [] },
    });
    const looks = () =>
      knex('workflow_runs').where({ kind: 'terraform-stacks-drift' });
    platform.advance(DAY);
    await platform.task('look-for-drift');
    expect(await looks()).toEqual([]);
    await person('ada').apply(await person('ada').planned('shop'));
    platform.advance(DAY);
    await platform.task('look-for-drift');
    expect(await looks()).toHaveLength(1);
  });

  it('becomes nobody’s of whom it is not known whose it was, and of no folder elsewhere', async () => {
    await made('shop');
    await knex('stacks').delete();
    await read(entity(), entity({}, '..%2fshop'));
    expect((await person('ada').get('/stacks')).body.total).toBe(0);
    const problems = await knex('stack_entities')
      .orderBy('key')
      .pluck('problem');
    expect(problems).toEqual([
      expect.stringContaining('The stack "..%2fshop" cannot be one'),
      expect.stringContaining('was made before it was noted whose a stack is'),
    ]);
  });

  it('is of the service of its own namespace, and what the catalog says stands in the audit log', async () => {
    const spec = { service: 'checkout', variables: { size: 'wide' } };
    await read(entity(spec));
    expect((await detailOf('shop')).stack.service).toBe(
      'component:default/checkout',
    );
    expect(platform.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'terraform-stacks-define',
        meta: expect.objectContaining({
          ...{ by: 'stack:default/shop', owner: FINANCE, module: 'a' },
          variables: ['size'],
        }),
      }),
    );
  });

  it('is asked for once, however many there are, while the catalog has it as it was', async () => {
    const many = Array.from({ length: 9 }, (_, at) => {
      const one = entity({ environment: 'dev' }, `net-${at}`);
      return { ...one, metadata: { ...one.metadata, etag: `etag-${at}` } };
    });
    await read(...many);
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }) => asked.push(sql);
    knex.on('query', listen);
    await platform.task('read-stacks');
    knex.off('query', listen);
    const perStack = asked.filter(sql =>
      /"(stack_definitions|stacks)"/.test(sql),
    );
    expect(perStack).toHaveLength(1);
    // One that comes into other hands is told at once.
    const owner = 'group:default/team-identity';
    await knex('stacks').where({ key: 'net-1' }).update({ owner });
    await platform.task('read-stacks');
    expect((await detailOf('net-1')).notes).toEqual([
      expect.stringContaining(`it belongs to ${owner}`),
    ]);
  });

  it('changes nothing that belongs to somebody else, and says so', async () => {
    await made('shop');
    await read(entity(), entity({ environment: 'nowhere' }, 'other'));
    expect(await detailOf('shop')).toMatchObject({
      stack: { owner: 'user:default/ada' },
      definition: { from: 'page' },
      notes: [expect.stringContaining('it belongs to user:default/ada')],
    });
    expect((await person('ada').get('/stacks/other')).status).toBe(404);
  });
});

describeRuns('Score', () => {
  it('begins and applies runs on what it has made, and on nothing else', async () => {
    await made('theirs');
    const score = platform.asService('plugin:score');
    const run = await score.plan({ owner: FINANCE, task: 'user:default/ada' });
    expect((await score.apply(run)).status).toBe('succeeded');
    expect(await detailOf('shop')).toMatchObject({
      stack: { owner: FINANCE, saidBy: 'plugin:score' },
      definition: { from: 'template' },
    });
    const lie = await platform
      .as('kwame')
      .begin({ onBehalfOf: 'user:default/ada' });
    expect(lie.status).toBe(403);
    expect(lie.body.error.message).toContain('onBehalfOf is taken from Score');
    const other = await score.begin({ stack: 'theirs' });
    expect(other.body.error.message).toContain('belongs to user:default/ada');
    const stranger = await platform.asService('plugin:catalog').begin();
    expect(stranger.status).toBe(403);
  });

  it('goes on with what it has made when that is handed on to another team', async () => {
    const score = platform.asService('plugin:score');
    await score.apply(await score.plan({ owner: FINANCE, task: 'the test' }));
    const owner = 'group:default/team-identity';
    expect((await person('linus').define('shop', { owner })).status).toBe(200);
    expect(await detailOf('shop')).toMatchObject({
      stack: { owner, saidBy: 'user:default/linus' },
    });
    const run = await score.plan({ owner, task: 'the test' });
    expect((await score.apply(run)).status).toBe('succeeded');
    expect((await score.get('/stacks/shop/whole-outputs')).status).toBe(200);
  });
});

describeRuns('a plan with options', () => {
  it('makes anew, plans in part and says so, and takes over what exists', async () => {
    await made('shop');
    const ada = person('ada');
    const replace = await ada.planned('shop', {
      intent: 'dry-run',
      replace: ['terraform_data.a'],
    });
    expect(replace.plan!.resources).toMatchObject([{ action: 'replace' }]);
    const targets = await ada.planned('shop', {
      intent: 'dry-run',
      targets: ['terraform_data.a'],
    });
    expect(targets.plan).toMatchObject({ partial: true });
    expect(JSON.stringify(targets.lines)).toContain(
      'Only some addresses were planned',
    );
    await ada.define('other');
    const run = await ada.planned('other', {
      ...{ intent: 'change', reason: 'It was made by hand' },
      imports: [{ address: 'terraform_data.a', id: 'by-hand' }],
    });
    expect(run.plan!.resources).toMatchObject([{ importedAs: 'by-hand' }]);
    expect((await ada.apply(run)).status).toBe('succeeded');
    const wrong = await ada.begins('shop', {
      intent: 'drift',
      replace: ['a.b'],
    });
    expect(wrong.body.error.message).toContain(
      'replace has no meaning for the intent "drift"',
    );
  });
});

describeRuns('outputs of other stacks', () => {
  const from = (stack: string, output = 'size') => ({
    inputs: { size: { stack, output } },
  });

  it('are the values of variables, and who uses them is told of another value', async () => {
    await made('net', { variables: { size: 'wide' } });
    await made('shop', from('net'));
    const { body } = await person('ada').get('/stacks/shop/outputs');
    expect(body.outputs.size.value).toBe('wide');
    expect((await detailOf('net')).usedBy).toEqual(['shop']);
    await made('net', { variables: { size: 'narrow' } });
    expect((await detailOf('shop')).notes).toEqual([
      'The stack "net" gives out something else since it was applied last',
    ]);
    await person('ada').apply(await person('ada').planned('shop'));
    expect((await detailOf('shop')).notes).toEqual([]);
  });

  it('keep the stack that gives them from being deleted, and from a circle', async () => {
    await made('net');
    await made('shop', from('net'));
    const gone = await person('ada').begins('net', { intent: 'delete' });
    expect(gone.status).toBe(409);
    expect(gone.body.error.message).toContain(
      'Outputs of the stack "net" are used by shop',
    );
    const circle = await person('ada').define('net', from('shop'));
    expect(circle.body.error.message).toContain(
      'net takes from shop takes from net',
    );
  });

  it('that are not there are named with those there are', async () => {
    await person('ada').define('net');
    await person('ada').define('shop', from('net', 'sise'));
    const begin = () => person('ada').begins('shop', { intent: 'change' });
    expect((await begin()).body.error.message).toContain(
      'gives out nothing yet',
    );
    await made('net');
    expect((await begin()).body.error.message).toContain(
      'which gives out: size',
    );
  });

  it('that are sensitive go to nobody else', async () => {
    platform.module(
      'keys',
      'output "size" {\n value = "hunter2-of-net"\n sensitive = true\n}',
    );
    await made('net', { module: { platform: 'keys' } });
    await person('kwame').define('theirs', from('net'));
    const { body } = await person('kwame').begins('theirs', {
      intent: 'dry-run',
    });
    expect(body.error.message).toContain(
      'takes a sensitive output of the stack "net"',
    );
    platform.module(
      'quiet',
      'variable "size" {}\nresource "terraform_data" "a" { input = var.size }',
    );
    await made('shop', { ...from('net'), module: { platform: 'quiet' } });
    const rows = await Promise.all(
      ['workflow_runs', 'stacks'].map(table => knex(table)),
    );
    expect(JSON.stringify(rows)).not.toContain('hunter2-of-net');
  });

  it('of a stack with a run that has not ended are said to be so', async () => {
    await made('net');
    await made('shop', from('net'));
    const waiting = await person('ada').planned('net');
    const run = await person('ada').planned('shop', { intent: 'dry-run' });
    expect(JSON.stringify(run.lines)).toContain(
      `Run ${waiting.id} on the stack`,
    );
  });
});

describe('the list of stacks', () => {
  const fill = async (count: number) => {
    const keys = Array.from(
      { length: count },
      (_, at) => `s-${String(at).padStart(5, '0')}`,
    );
    const rowOf = (key: string, at: number) => ({
      ...{
        key,
        owner: at % 2 ? FINANCE : 'user:default/kwame',
        said_by: 'user:default/ada',
        made_by: 'user:default/ada',
      },
      ...{ since: new Date(), place: '00000000-0000-0000-0000-000000000000' },
      resources: 3,
    });
    await knex.batchInsert('stacks', keys.map(rowOf), 500);
    await knex.batchInsert(
      'stack_definitions',
      keys.map((key, at) => ({
        ...{
          key,
          source: 'page',
          environment: at % 5 ? 'dev' : 'prod',
          secret_names: [],
        },
        ...{
          module: JSON.stringify({ platform: `m-${at % 7}` }),
          module_words: `m-${at % 7}`,
        },
        ...{ variables: '{}', changed_at: new Date() },
      })),
      500,
    );
    await knex.batchInsert(
      'stack_drifts',
      keys.map((key, at) => ({
        ...{ key, status: at % 9 ? 'in-sync' : 'drifted', at: new Date() },
      })),
      500,
    );
  };
  const list = async (query: string) =>
    (await person('ada').get(`/stacks${query}`)).body;

  it('comes in pages, by key, with how many there are in all', async () => {
    await fill(7);
    const first = await list('?limit=3');
    expect(first).toMatchObject({
      total: 7,
      items: [{ key: 's-00000' }, {}, {}],
    });
    const second = await list(`?limit=200&cursor=${first.nextCursor}`);
    expect(second.items.map(({ key }: any) => key)).toEqual([
      's-00003',
      's-00004',
      's-00005',
      's-00006',
    ]);
    expect(second.nextCursor).toBeUndefined();
    expect((await list('?cursor=nonsense')).error.name).toBe('InputError');
  });

  it('holds what is asked for, and nothing else', async () => {
    await fill(20);
    const total = async (query: string) => {
      const body = await list(query);
      return body.total ?? body;
    };
    expect(await total('?environment=prod')).toBe(4);
    expect(await total(`?owner=${encodeURIComponent(FINANCE)}`)).toBe(10);
    expect(await total('?owner=team-finance&environment=prod')).toBe(2);
    expect(await total('?drift=drifted')).toBe(3);
    expect(await total('?drift=unknown')).toBe(0);
    expect(await total('?query=M-3')).toBe(3);
    expect(await total('?query=%25')).toBe(0);
    expect(await total('?lastRun=failed')).toBe(0);
    expect(await total('?service=checkout')).toBe(0);
  });

  it('says how the newest run stands that was to change a stack', async () => {
    const run = await platform.as('ada').plan();
    await platform.as('ada').plan({ intent: 'dry-run' });
    const { items } = await list('?lastRun=awaiting-approval');
    expect(items).toMatchObject([{ key: 'shop', lastRun: { id: run.id } }]);
    await until('it has ended', async () => {
      await person('ada').post(`/runs/${run.id}/cancel`);
      return (await list('?lastRun=cancelled')).total === 1;
    });
  });
});
