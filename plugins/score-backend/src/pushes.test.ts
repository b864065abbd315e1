import { createHmac, randomUUID } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Run } from '@towpath/plugin-runs-common';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { secretOfRepository } from './hooks/hookSecrets';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const SECRET = 'h'.repeat(40);
const SHOP = { owner: 'myorg', name: 'shop' };

const SHELF = shelfDefinition({ more: 'holdsData: true' });

const POLICY = `
name: big-shelves
appliesTo: [provisioning]
rules:
  - name: large
    when: 'resources.exists(one, one.changes.exists(c, c.field == "size" && c.after == "60"))'
    effect: gate
    message: Large shelves are looked at.
    approvers: { by: owner-leads }
`;

const WITHOUT_SHELF = `
apiVersion: score.dev/v1b1
metadata:
  name: shop
containers:
  shop:
    image: .
`;

const score = (size: number) => `${WITHOUT_SHELF}    variables:
      SHELF: \${resources.shelf.host}
      PASSWORD: \${resources.shelf.password}
resources:
  shelf:
    type: shelf
    params: { size: ${size} }
`;

const driver = new ShelfDriver();
let knex: Knex;
let platform: ScoreTestPlatform;

const nothingToLookAt = () =>
  until(
    'what was told has been looked at',
    () => knex('score.looks').whereRaw(`what->>'type' <> 'run'`),
    looks => looks.length === 0,
  );

beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [driver],
    definitions: { 'shelf.yaml': SHELF },
    policies: { 'shelves.yaml': POLICY },
    people: { ada: [TEAM] },
    automatic: ['dev'],
    hookSecret: SECRET,
  });
  await platform.createRepository(score(1));
  await platform.createApplication('dev');
  await platform.provision(await platform.plan());
  await platform.runTask('sweep-score-files');
  await nothingToLookAt();
});
afterAll(() => platform?.stop());

const sizes = () => [...driver.shelves.values()].map(({ size }) => size);

const runs = async (): Promise<Run[]> =>
  (await platform.as('ada').get('/runs/runs?subject=component:default/shop'))
    .body.items;

/** How shelves get to a size: no run is on its way any more. */
const hasSize = (size: number) =>
  until(
    `the shelf has size ${size}, and all runs have ended`,
    async () => ({ sizes: sizes(), runs: await runs() }),
    now => now.sizes[0] === size && now.runs.every(({ endedAt }) => endedAt),
  );

const waits = () =>
  knex('score.followed_files')
    .where({ environment: 'dev', outcome: 'waits' })
    .first('reason', 'plan');

/** A delivery, signed with a secret. */
function deliver(
  body: object,
  { secret = SECRET, id = randomUUID(), event = 'push', path = '' } = {},
) {
  const text = JSON.stringify(body);
  const { host } = new URL(platform.delivery.address.repoUrl);
  return platform.tell(path || encodeURIComponent(host), text, {
    'x-gitea-event': event,
    'x-gitea-delivery': id,
    'x-gitea-signature': createHmac('sha256', secret)
      .update(text)
      .digest('hex'),
  });
}

const pushOf = (fullName: string, more: object = {}) => ({
  ref: 'refs/heads/main',
  repository: { full_name: fullName },
  ...more,
});

describe('a push that changes the Score file', () => {
  it('is provided by itself in dev, and the run says why', async () => {
    const sha = await platform.delivery.push({ 'score.yaml': score(2) });
    await hasSize(2);
    const [newest] = await runs();
    expect(newest).toMatchObject({
      status: 'succeeded',
      requestedBy: 'environment:default/dev',
      reason: `By itself, because of commit ${sha.slice(0, 12)} by Ada Okafor`,
    });
    expect(driver.made).toBe(1);
  });

  it('does nothing when it changes another file', async () => {
    const before = await runs();
    await platform.delivery.push({ 'README.md': 'More' });
    await until(
      'the push was told',
      () => knex('score.hook_deliveries'),
      told => told.length === 2,
    );
    await nothingToLookAt();
    expect(await runs()).toHaveLength(before.length);
  });

  it('comes to the last of two that follow each other, and none fails', async () => {
    await platform.delivery.push({ 'score.yaml': score(3) });
    await platform.delivery.push({ 'score.yaml': score(4) });
    await hasSize(4);
    await nothingToLookAt();
    expect((await runs()).map(({ status }) => status)).toEqual(
      expect.not.arrayContaining(['failed']),
    );
    expect(sizes()).toEqual([4]);
  });

  it('waits where a rule wants approval, and the owners are told once', async () => {
    platform.notices.length = 0;
    await platform.delivery.push({ 'score.yaml': score(60) });
    const { reason, plan } = await until<any>('it waits', waits);
    expect(reason).toContain('Large shelves are looked at.');
    await platform.delivery.push({ 'README.md': 'Again' });
    await nothingToLookAt();
    expect(platform.notices).toMatchObject([
      {
        recipients: { type: 'entity', entityRef: TEAM },
        payload: {
          title: 'shop waits in dev',
          description: expect.stringContaining('by Ada Okafor'),
          link: `/score/plans/${plan}`,
        },
      },
    ]);
    expect(sizes()).toEqual([4]);
  });

  it('waits where it would delete what holds data', async () => {
    await platform.delivery.push({ 'score.yaml': WITHOUT_SHELF });
    const { reason } = await until('it waits for another reason', waits, now =>
      /holds data/.test(now?.reason),
    );
    expect(reason).toContain('shelf');
    expect(driver.shelves.size).toBe(1);
  });

  it('is made up for when nobody told of it', async () => {
    const hooks = await platform.delivery.api('GET', '/hooks');
    for (const { id } of hooks) {
      await platform.delivery.api('DELETE', `/hooks/${id}`);
    }
    await platform.delivery.push({ 'score.yaml': score(5) });
    await knex('score.followed_services').update({
      looked_at: new Date(0),
      hooked_at: new Date(0),
    });
    await platform.runTask('sweep-score-files');
    await hasSize(5);
    expect(await platform.delivery.api('GET', '/hooks')).toHaveLength(1);
  });
});

describe('what is delivered', () => {
  const looks = () => knex('score.hook_deliveries').count().first();

  it('is taken once, by its id and by what it says', async () => {
    const id = randomUUID();
    const body = pushOf('myorg/shop', { after: 'a' });
    expect((await deliver(body, { id })).body).toEqual({ taken: 'taken' });
    expect((await deliver(body, { id })).body).toEqual({ taken: 'known' });
    expect((await deliver(body)).body).toEqual({ taken: 'known' });
    const other = pushOf('myorg/shop', { after: 'b' });
    expect((await deliver(other, { id })).body).toEqual({ taken: 'known' });
  });

  it('is refused without the secret of its address', async () => {
    const before = await looks();
    const { host } = new URL(platform.delivery.address.repoUrl);
    const path = `${encodeURIComponent(host)}/myorg/shop`;
    const ofShop = secretOfRepository(SECRET, SHOP);
    const ofOther = secretOfRepository(SECRET, { ...SHOP, name: 'other' });
    const body = pushOf('myorg/shop');
    for (const [secret, to] of [
      ['w'.repeat(40), ''],
      [ofShop, ''],
      [ofOther, path],
      [SECRET, path],
      [SECRET, 'git.elsewhere.example'],
    ]) {
      expect((await deliver(body, { secret, path: to })).status).toBe(401);
    }
    const unsigned = await platform.tell(path, JSON.stringify(body), {
      'x-gitea-event': 'push',
      'x-gitea-delivery': 'a',
    });
    expect(unsigned.status).toBe(401);
    expect(await looks()).toEqual(before);
  });

  it('is refused when the hook of one repository tells of another', async () => {
    const { host } = new URL(platform.delivery.address.repoUrl);
    const asked = await deliver(pushOf('myorg/gitops'), {
      secret: secretOfRepository(SECRET, SHOP),
      path: `${encodeURIComponent(host)}/myorg/shop`,
    });
    expect(asked.status).toBe(400);
  });

  it.each([
    ['no repository', { ref: 'refs/heads/main' }],
    ['a way out of the API', pushOf('myorg/..')],
    ['more than a repository', pushOf('myorg/shop/contents')],
  ])('is refused with %s', async (_, body) => {
    expect((await deliver(body)).status).toBe(400);
  });

  it('is no longer than a Git host makes it', async () => {
    const long = pushOf('myorg/shop', { more: 'x'.repeat(6_000_000) });
    expect((await deliver(long)).status).toBe(413);
  });

  it('may be a ping', async () => {
    const { body } = await deliver({ zen: 'Calm' }, { event: 'ping' });
    expect(body).toEqual({ taken: 'ignored' });
  });
});
