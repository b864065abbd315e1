import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  hostsOf,
  MYORG,
  pageIn,
  pageOf,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';
import type { Answer, Seen } from '../__testUtils__/ScriptedHost';
import { failureOf, GitHosts } from '../index';

const scripted = useScriptedHost();

const NAMES = ['cart', 'pay', 'shop', 'news', 'mail'];

/** In the fields of all three hosts. */
const told = (name: string) => ({
  name,
  description: 'Sells',
  html_url: `${scripted.host.url}/myorg/${name}`,
  default_branch: 'main',
  path: name,
  path_with_namespace: `myorg/${name}`,
  web_url: `${scripted.host.url}/myorg/${name}`,
});

describe.each(TYPES)('the repositories of an owner on %s', type => {
  const list = (answer: (seen: Seen) => Answer) => {
    scripted.host.answer = answer;
    const hosts = hostsOf(scripted.host, type);
    const owner = hosts.owner({ host: scripted.host.host, owner: 'myorg' });
    return hosts.of(owner).repositories.list(owner);
  };
  const endOf = async (answer: (seen: Seen) => Answer) =>
    failureOf(await list(answer).catch(error => error))?.ending;
  const all = () => NAMES.map(told);

  it.each([true, false])(
    'come from all pages, be they few a page; told how many: %s',
    async counts => {
      const found = await list(seen => pageIn(all(), seen, counts));
      expect(found.map(({ name }) => name)).toEqual(NAMES);
      const ofOwner = type === 'gitlab' ? 'projects' : 'repos';
      expect(scripted.host.seen[0].url).toContain(`${MYORG[type]}/${ofOwner}?`);
      expect(found[0]).toEqual({
        name: 'cart',
        description: 'Sells',
        url: `${scripted.host.url}/myorg/cart`,
        defaultBranch: 'main',
      });
    },
  );

  it('go on behind an empty page of which the host says that others follow', async () => {
    const found = await list(seen =>
      pageOf(seen) === 1
        ? {
            status: 200,
            body: [],
            headers: { link: `<${scripted.host.url}/?page=2>; rel="next"` },
          }
        : { status: 200, body: pageOf(seen) === 2 ? [told('cart')] : [] },
    );
    expect(found).toHaveLength(1);
  });

  it('may be none', async () => {
    expect(await list(() => ({ status: 200, body: [] }))).toEqual([]);
  });

  it.each<[string, number, Answer, string]>([
    ['503 in the middle', 2, { status: 503, body: '' }, 'away'],
    ['502 at the end', 3, { status: 502, body: '' }, 'away'],
    [
      'too many questions in the middle',
      2,
      { status: 429, body: { message: 'slowly' } },
      'away',
    ],
    ['a page cut off', 2, { status: 200, body: '[{' }, 'not-understood'],
    ['null', 2, { status: 200, body: null }, 'not-understood'],
    ['an object', 1, { status: 200, body: { data: [] } }, 'not-understood'],
    [
      'an entry that is null',
      2,
      { status: 200, body: [null] },
      'not-understood',
    ],
    [
      'an entry without a name',
      2,
      { status: 200, body: [{}] },
      'not-understood',
    ],
    [
      'a page that is empty too early',
      3,
      { status: 200, body: [], headers: { 'x-total-count': '5' } },
      'not-understood',
    ],
    ['no rights', 1, { status: 403, body: { message: 'no' } }, 'denied'],
    ['a token that ended', 2, { status: 401, body: { message: '' } }, 'denied'],
    ['no such owner', 1, { status: 404, body: { message: 'none' } }, 'missing'],
  ])('are no short list after %s', async (_, bad, answer, ending) => {
    const end = await endOf(seen =>
      pageOf(seen) === bad ? answer : pageIn(all(), seen),
    );
    expect(end).toBe(ending);
  });

  it('are no list when a page comes again', async () => {
    const end = await endOf(() => ({
      status: 200,
      body: [told('cart'), told('pay')],
      headers: { 'x-total-count': '5', 'x-total': '5' },
    }));
    expect(end).toBe('not-understood');
  });

  it('of a name that leads elsewhere are not asked for', () => {
    const hosts = hostsOf(scripted.host, type);
    const name = (owner: string) =>
      hosts.owner({ host: scripted.host.host, owner });
    for (const owner of ['..', '', 'a?b', 'a/../b']) {
      expect(() => name(owner)).toThrow(/names no owner/);
    }
  });
});

it('asks a Gitea without credentials as nobody, and writes nothing there', async () => {
  const { host: name, url: baseUrl } = scripted.host;
  const config = new ConfigReader({
    integrations: { gitea: [{ host: name, baseUrl }] },
  });
  const hosts = GitHosts.fromIntegrations(ScmIntegrations.fromConfig(config));
  const shop = hosts.name({ host: name, owner: 'myorg', name: 'shop' });
  const { repositories } = hosts.of(shop);
  scripted.host.answer = () => ({ status: 200, body: [] });
  expect(await repositories.list(shop)).toEqual([]);
  expect(scripted.host.seen[0].authorization).toBeUndefined();
  await expect(
    repositories.create(shop, { description: '', visibility: 'private' }),
  ).rejects.toThrow(/has no username and password/);
  expect(scripted.host.seen.every(({ method }) => method === 'GET')).toBe(true);
});

it('takes the password of nobody on a Gitea for a token, for git too', async () => {
  const { host: name, url: baseUrl } = scripted.host;
  const gitea = [{ host: name, baseUrl, password: 'a-token' }];
  const config = new ConfigReader({ integrations: { gitea } });
  const hosts = GitHosts.fromIntegrations(ScmIntegrations.fromConfig(config));
  const shop = hosts.name({ host: name, owner: 'myorg', name: 'shop' });
  scripted.host.answer = () => ({ status: 200, body: [] });
  await hosts.of(shop).repositories.list(shop);
  expect(scripted.host.seen[0].authorization).toBe('token a-token');
  const { git } = await shop.authorize();
  expect(git).toBe(`Basic ${Buffer.from('token:a-token').toString('base64')}`);
});

it('takes the repository of a Gitea to which nothing was pushed for one without a branch', async () => {
  const hosts = hostsOf(scripted.host, 'gitea');
  const owner = hosts.owner({ host: scripted.host.host, owner: 'myorg' });
  const { repositories } = hosts.of(owner);
  scripted.host.answer = seen =>
    pageIn([{ ...told('cart'), empty: true }], seen);
  const [found] = await repositories.list(owner);
  expect(found.defaultBranch).toBeUndefined();
  scripted.host.answer = seen =>
    pageIn([{ ...told('cart'), default_branch: '' }], seen);
  await expect(repositories.list(owner)).rejects.toThrow(/not of the shape/);
});
