import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { describeRuns } from './__testUtils__/describeRuns';
import { StacksTestPlatform } from './__testUtils__/StacksTestPlatform';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const FINANCE = 'group:default/team-finance';
const PLATFORM = 'group:default/platform-team';

let knex: Knex;
let platform: StacksTestPlatform;

beforeEach(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = new StacksTestPlatform();
  platform.module('a', 'variable "size" { default = "small" }');
  await platform.start(knex);
});
afterEach(() => platform.remove());

const person = (name: string) => platform.as(name, { byTemplate: false });
const defineNew = (name: string, more: object) =>
  person(name).define('shop', more).set('If-None-Match', '*');
const detail = async () => (await person('ada').get('/stacks/shop')).body;

describeRuns('a stack that is to be new', () => {
  it('is that of one of two who make it at once, and the other is told that there is one', async () => {
    const asked = [
      { name: 'ada', owner: FINANCE, variables: { size: 'large' } },
      { name: 'linus', owner: PLATFORM, variables: { size: 'huge' } },
    ];
    const answers = await Promise.all(
      asked.map(({ name, ...more }) => defineNew(name, more)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers.findIndex(({ status }) => status === 200);
    const { owner, variables } = asked[won];
    expect(await detail()).toMatchObject({
      stack: { owner },
      definition: { variables },
    });
    // It says more where the definition of the first is kept already.
    expect(answers[1 - won].body.error.message).toMatch(
      /^There is a stack "shop" already, .*Give this one another key/,
    );
  });

  it('is not handed on where there is one already', async () => {
    await person('ada').define('shop', { owner: FINANCE });
    const { status, body: said } = await defineNew('linus', {
      owner: PLATFORM,
    });
    expect(status).toBe(409);
    expect(said.error.message).toBe(
      'There is a stack "shop" already, and it stays as it is. Give this one another key, or change that one by PUT /stacks/shop without If-None-Match',
    );
    expect((await detail()).stack.owner).toBe(FINANCE);
  });

  it('is answered once more to the same person who says the same, whose answer was lost', async () => {
    const said = {
      ...{ owner: FINANCE, environment: 'dev', service: 'checkout' },
      ...{ variables: { size: 'large' }, secrets: { password: 'hunter22' } },
    };
    const first = await defineNew('ada', said);
    expect(first.status).toBe(200);
    const again = await defineNew('ada', said);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);
    const others = [
      await defineNew('linus', said),
      await defineNew('ada', { ...said, owner: 'user:default/ada' }),
      await defineNew('ada', { ...said, variables: { size: 'small' } }),
      await defineNew('ada', { ...said, secrets: { password: 'hunter23' } }),
      await defineNew('ada', { ...said, secrets: {} }),
    ];
    expect(others.map(({ status }) => status)).toEqual(Array(5).fill(409));
  });

  it('may be there already, as long as nobody has said what it is made of', async () => {
    await person('ada').define('shop', { owner: FINANCE });
    // As a run of a template leaves it that was given no module to keep.
    await knex('stack_definitions').where({ key: 'shop' }).delete();
    const { status, body } = await defineNew('linus', { owner: PLATFORM });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      stack: { owner: PLATFORM },
      definition: { from: 'page' },
    });
  });
});
