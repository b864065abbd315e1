import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitlabDouble } from '../__testUtils__/GitlabDouble';
import { GitHosts } from '../index';

const GROUP = 'company/shops';
const BRANCHES = { head: 'towpath/p1', base: 'main' };
const PULL = { ...BRANCHES, title: 'Promote', body: 'Ada asked for it.' };

let gitlab: GitlabDouble;
let hosts: GitHosts;
beforeAll(async () => {
  gitlab = await GitlabDouble.start(GROUP);
  hosts = GitHosts.fromIntegrations(
    ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { gitlab: [gitlab.config()] } }),
    ),
  );
});
afterAll(() => gitlab?.stop());

let number = 0;
const nextName = () => `shop-${++number}`;

/** A project of the group within the group, and what can be asked of it. */
function at(name: string) {
  const place = hosts.locate(`${gitlab.url}/${GROUP}/${name}`);
  return { place, ...hosts.of(place) };
}

it.each([
  ['a page', '/-/tree/main/deploy'],
  ['the address to clone', '.git'],
  ['the project', '/'],
])('finds a project in a group of a group by %s', (_, rest) => {
  const place = hosts.locate(`${gitlab.url}/${GROUP}/shop${rest}`);
  expect(place).toMatchObject({ type: 'gitlab', owner: GROUP, name: 'shop' });
  expect(place.cloneUrl).toBe(`${gitlab.url}/${GROUP}/shop.git`);
});

describe('projects', () => {
  const wanted = { description: 'Sells', visibility: 'internal' } as const;

  it('creates one in its group, and finds it', async () => {
    const name = nextName();
    const { place, repositories } = at(name);
    expect(await repositories.find(place)).toBeUndefined();
    expect(await repositories.create(place, wanted)).toBe(true);
    expect(gitlab.projects.get(`${GROUP}/${name}`)?.visibility).toBe(
      'internal',
    );
    expect(await repositories.find(place)).toEqual({
      name,
      description: 'Sells',
      url: `${gitlab.url}/${GROUP}/${name}`,
    });
  });

  it('says that a name is taken', async () => {
    const name = nextName();
    gitlab.add(name);
    const { place, repositories } = at(name);
    expect(await repositories.create(place, wanted)).toBe(false);
  });

  it('names the group that is not there', async () => {
    const place = hosts.locate(`${gitlab.url}/nobody/shop`);
    const { repositories } = hosts.of(place);
    await expect(repositories.create(place, wanted)).rejects.toThrow(
      /has no group "nobody"/,
    );
  });

  it('takes the project that a name now leads to for another one', async () => {
    const [before, now] = [nextName(), nextName()];
    gitlab.add(now);
    gitlab.renamed.set(`${GROUP}/${before}`, `${GROUP}/${now}`);
    const { place, repositories } = at(before);
    expect(await repositories.find(place)).toBeUndefined();
  });
});

it('reads a file whose path has a slash, and says which is not there', async () => {
  const name = nextName();
  gitlab.add(name, { 'deploy/values.yaml': 'tag: ä\n' });
  const { place, files } = at(name);
  const path = 'deploy/values.yaml';
  expect(String(await files.read(place, { path }))).toBe('tag: ä\n');
  expect(await files.read(place, { path, ref: 'old' })).toBeUndefined();
  expect(await files.read(place, { path: 'deploy/none' })).toBeUndefined();
});

describe('merge requests', () => {
  it('opens one, and answers the same one when it is opened again', async () => {
    const name = nextName();
    const { pulls } = gitlab.add(name);
    const { place, pullRequests } = at(name);
    expect(await pullRequests.find(place, BRANCHES)).toBeUndefined();
    const first = await pullRequests.open(place, PULL);
    expect(first).toMatchObject({ number: 1, state: 'open' });
    expect(await pullRequests.open(place, PULL)).toEqual(first);
    expect(await pullRequests.find(place, BRANCHES)).toEqual(first);
    expect(pulls).toHaveLength(1);
  });

  it('closes one once, and one that is merged never', async () => {
    const name = nextName();
    const { pulls } = gitlab.add(name);
    const { place, pullRequests } = at(name);
    await pullRequests.open(place, PULL);
    await pullRequests.close(place, 1);
    expect(await pullRequests.close(place, 1)).toMatchObject({
      state: 'closed',
    });
    pulls[0].state = 'merged';
    await expect(pullRequests.close(place, 1)).rejects.toThrow(/is merged/);
  });

  it.each([
    ['a merge', { merge_commit_sha: 'a', squash_commit_sha: 'b' }, 'a'],
    ['a squash that is put on top', { squash_commit_sha: 'b' }, 'b'],
    ['a fast-forward', { sha: 'c' }, 'c'],
  ])(
    'tells which commit brought it in, after %s',
    async (_, shas, expected) => {
      const name = nextName();
      const { pulls } = gitlab.add(name);
      const { place, pullRequests } = at(name);
      await pullRequests.open(place, PULL);
      expect((await pullRequests.get(place, 1)).mergeCommit).toBeUndefined();
      Object.assign(pulls[0], { state: 'merged', ...shas });
      const { state, mergeCommit } = await pullRequests.get(place, 1);
      expect({ state, mergeCommit }).toEqual({
        state: 'merged',
        mergeCommit: expected,
      });
    },
  );

  it('takes that of a fork, from a branch of the same name, for none of its own', async () => {
    const name = nextName();
    const { pulls } = gitlab.add(name);
    const { place, pullRequests } = at(name);
    const { number: own } = await pullRequests.open(place, PULL);
    pulls.unshift({ ...pulls[0], iid: 2, source_project_id: 666 });
    expect(await pullRequests.find(place, BRANCHES)).toMatchObject({
      number: own,
    });
    pulls.pop();
    expect(await pullRequests.find(place, BRANCHES)).toBeUndefined();
  });
});
