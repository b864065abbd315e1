import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { ScoreTestPlatform, TEAM } from './__testUtils__/ScoreTestPlatform';
import { ShelfDriver } from './__testUtils__/ShelfDriver';
import { shelfDefinition } from './__testUtils__/shelfDefinition';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const patches = createMockDirectory();

const SHELF = shelfDefinition();

const POLICY = `
name: shelves
appliesTo: [provisioning]
rules:
  - name: huge
    when: 'resources.exists(one, one.changes.exists(c, c.field == "size" && c.after == "99"))'
    effect: deny
    message: Nobody needs a shelf of 99.
`;

const PATCH = `
name: grace
title: Time to end
owner: group:default/platform-team
objects: { apiVersion: apps/v1, kind: Deployment }
set: { spec: { template: { spec: { terminationGracePeriodSeconds: 40 } } } }
`;

const score = (size: number, name = 'shop') => `
apiVersion: score.dev/v1b1
metadata:
  name: ${name}
containers:
  shop:
    image: .
    variables:
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

beforeAll(async () => {
  patches.setContent({ 'grace.yaml': PATCH });
  knex = await databases.init('POSTGRES_18');
  platform = await ScoreTestPlatform.start({
    knex,
    drivers: [driver],
    definitions: { 'shelf.yaml': SHELF },
    policies: { 'shelves.yaml': POLICY },
    people: { ada: [TEAM], bob: [] },
    automatic: ['dev'],
    hookSecret: 'h'.repeat(40),
    score: { patches: [patches.path] },
  });
  await platform.createRepository(score(1));
  await platform.createApplication('dev');
  await platform.provision(await platform.plan());
  await platform.runTask('sweep-score-files');
});
afterAll(() => platform?.stop());
afterEach(() => jest.restoreAllMocks());

const api = (method: string, path: string, body?: object) =>
  platform.delivery.api(method, path, body);

const push = (files: Record<string, string>, branch: string) =>
  platform.delivery.push(files, branch);

/** Opens a pull request from a branch, and answers its number. */
const open = async (head: string): Promise<number> =>
  (await api('POST', '/pulls', { head, base: 'main', title: head })).number;

const comments = async (number: number): Promise<string[]> =>
  (await api('GET', `/issues/${number}/comments`)).map((one: any) => one.body);

const statusOf = async (sha: string) => {
  const { statuses } = await api('GET', `/commits/${sha}/status`);
  return statuses.find((one: any) => one.context === 'towpath/score');
};

const isSaid = (sha: string, state: string) =>
  until(
    `the status of ${sha} is ${state}`,
    () => statusOf(sha),
    status => status?.status === state,
  );

const nothingToLookAt = () =>
  until(
    'what was told has been looked at',
    () => knex('score.looks').whereRaw(`what->>'type' <> 'run'`),
    looks => looks.length === 0,
  );

describe('a pull request that changes the Score file', () => {
  let number: number;

  it('is told in one comment and a status what would come of it', async () => {
    const sha = await push({ 'score.yaml': score(2) }, 'two');
    number = await open('two');
    const { target_url: url, description } = await isSaid(sha, 'success');
    expect(description).toContain('provided by itself');
    const [comment, ...others] = await comments(number);
    expect(others).toEqual([]);
    expect(comment).toContain('**shop in dev**');
    expect(comment).toContain('| update | shelf | shelf | size: 1 → 2 |');
    expect(comment).toContain(url);
    // What the platform changes of it, as the plan has it.
    expect(comment).toContain('**Time to end**');
    expect(comment).toMatch(
      /\| Deployment shop \| \S+terminationGracePeriodSeconds \| – → 40 \|/,
    );
    expect(driver.made).toBe(1);
  });

  it('is told in the same comment with the next push', async () => {
    const sha = await push({ 'score.yaml': score(3) }, 'two');
    await isSaid(sha, 'success');
    const [comment, ...others] = await comments(number);
    expect(others).toEqual([]);
    expect(comment).toContain('size: 1 → 3');
    expect([...driver.shelves.values()]).toMatchObject([{ size: 1 }]);
  });

  it('fails where a rule refuses it, and names the line of an error', async () => {
    const refused = await push({ 'score.yaml': score(99) }, 'huge');
    const huge = await open('huge');
    await isSaid(refused, 'failure');
    expect((await comments(huge))[0]).toContain('Nobody needs a shelf of 99.');
    const wrong = score(2).replace('shelf.host', 'shelf.hots');
    const broken = await push({ 'score.yaml': wrong }, 'huge');
    await isSaid(broken, 'failure');
    expect((await comments(huge))[0]).toMatch(/❌ line 9: .*hots/);
  });

  it('has no second comment when the answer to the first was lost', async () => {
    const real = globalThis.fetch;
    let lost = 0;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (...asked) => {
      const response = await real(...asked);
      const isComment = /issues\/\d+\/comments/.test(String(asked[0]));
      if (isComment && asked[1]?.method === 'POST' && lost++ === 0) {
        throw new TypeError('fetch failed');
      }
      return response;
    });
    const sha = await push({ 'score.yaml': score(4) }, 'lost');
    const lostNumber = await open('lost');
    await isSaid(sha, 'success');
    expect(lost).toBe(1);
    expect(await comments(lostNumber)).toHaveLength(1);
  });

  it('holds nothing that could name people, link or be markup', async () => {
    const text = score(2, '"@ada<img src=x>[a](https://evil.example)"');
    const sha = await push({ 'score.yaml': text }, 'sly');
    const sly = await open('sly');
    await isSaid(sha, 'failure');
    const [comment] = await comments(sly);
    expect(comment).not.toMatch(/@ada|<img|\]\(https:\/\/evil/);
  });

  it('that names another service is about the one of its repository', async () => {
    const sha = await push({ 'score.yaml': score(2, 'other') }, 'other');
    const other = await open('other');
    await until(
      'something is said',
      () => statusOf(sha),
      status => status !== undefined && status.status !== 'pending',
    );
    const [comment] = await comments(other);
    expect(comment).toContain('**shop in dev**');
    expect(driver.shelves.size).toBe(1);
  });
});

describe('a pull request from a fork', () => {
  /**
   * Has the Git host say of pull requests what Gitea says of those whose branch is in another repository: `head.repo` is
   * that one, and nothing once it is gone. Its commits are in the repository as well.
   */
  const comeFrom = (repo: object | null) => {
    const real = globalThis.fetch;
    jest.spyOn(globalThis, 'fetch').mockImplementation(async (...asked) => {
      const response = await real(...asked);
      if (!/\/pulls\/\d+$/.test(new URL(String(asked[0])).pathname)) {
        return response;
      }
      const pull = await response.json();
      const head = { ...pull.head, repo, repo_id: repo ? 666 : 0 };
      return Response.json({ ...pull, head });
    });
  };
  const rowsOf = async (table: string) =>
    Number((await knex(`score.${table}`).count().first())!.count);
  const done = async () => ({
    plans: await rowsOf('plans'),
    runs: await rowsOf('workflow_runs'),
    followed: await knex('score.followed_files').select('digest'),
    made: driver.made,
  });

  it.each([
    ['mallory/shop', { id: 666, full_name: 'mallory/shop', fork: true }],
    ['one that is gone', null],
  ])(
    'is read and told what is wrong with it, and no driver, plan or run comes of it: %s',
    async (_which, repo) => {
      const asked = jest.spyOn(driver, 'plan');
      comeFrom(repo);
      const before = await done();
      const branch = `fork-${repo ? 'there' : 'gone'}`;
      const wrong = score(2).replace('size: 2', 'size: [');
      const broken = await push({ 'score.yaml': wrong }, branch);
      const number = await open(branch);
      await isSaid(broken, 'failure');
      expect((await comments(number))[0]).toContain('❌ line ');
      const sha = await push({ 'score.yaml': score(2) }, branch);
      const { description } = await isSaid(sha, 'success');
      expect(description).toContain('comes from a fork');
      const [comment, ...others] = await comments(number);
      expect(others).toEqual([]);
      expect(comment).not.toMatch(/size:|shelf|in dev|plans\//);
      expect(asked).not.toHaveBeenCalled();
      expect(await done()).toEqual(before);
    },
  );

  it('provides nothing with what it asks for an environment that provides by itself', async () => {
    comeFrom({ id: 666, full_name: 'mallory/shop', fork: true });
    const before = await done();
    const sha = await push(
      { 'score.yaml': score(2), 'score.dev.yaml': 'resources: {}\n' },
      'fork-over',
    );
    await open('fork-over');
    await isSaid(sha, 'success');
    await nothingToLookAt();
    expect(await done()).toEqual(before);
  });
});

it('says nothing below one that changes other files', async () => {
  const sha = await push({ 'README.md': 'More' }, 'readme');
  const number = await open('readme');
  await until(
    'it was told',
    () => knex('score.hook_deliveries').count().first(),
    Boolean,
  );
  await nothingToLookAt();
  expect(await comments(number)).toEqual([]);
  expect(await statusOf(sha)).toBeUndefined();
});

describe('the editor', () => {
  const shown = async () =>
    (await platform.as('ada').get('/score/services/component/default/shop'))
      .body.file;
  const propose = (person: string, text: string, base: string) =>
    platform
      .as(person)
      .post('/score/proposals', { service: 'shop', score: text, base });

  it('opens one pull request for a text, in the name of who asks', async () => {
    const { digest } = await shown();
    const first = await propose('ada', score(7), digest);
    expect(first.status).toBe(201);
    expect((await propose('ada', score(7), digest)).body).toEqual(first.body);
    const { number } = first.body;
    const [commit] = await api('GET', `/pulls/${number}/commits`);
    expect(commit.commit.message).toContain('Requested-By: user:default/ada');
    const { head } = await api('GET', `/pulls/${number}`);
    const told = await api('GET', `/contents/score.yaml?ref=${head.sha}`);
    expect(Buffer.from(told.content, 'base64').toString()).toBe(score(7));
    await isSaid(head.sha, 'success');
    expect(await comments(number)).toHaveLength(1);
  });

  it('opens another one for the text of one that was closed', async () => {
    const { digest } = await shown();
    const { body: before } = await propose('ada', score(7), digest);
    await api('PATCH', `/pulls/${before.number}`, { state: 'closed' });
    const { body: after } = await propose('ada', score(7), digest);
    expect(after.number).not.toBe(before.number);
  });

  it('refuses who may not, a text of another file, and one that is there', async () => {
    const { digest, text } = await shown();
    expect((await propose('mallory', score(8), digest)).status).toBe(403);
    expect((await propose('ada', text, digest)).status).toBe(400);
    const other = await propose('ada', score(8), 'a'.repeat(64));
    expect(other.status).toBe(409);
    expect(other.body.error.message).toContain('Load it anew');
  });
});
