import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import { ScriptedHost } from '../__testUtils__/ScriptedHost';
import { GitHosts } from '../index';
import { TestGitHost } from '../testing';

let host: TestGitHost;
let hosts: GitHosts;
beforeAll(async () => {
  host = await TestGitHost.start();
  hosts = open(host.giteaConfig());
});
afterAll(() => host?.stop());

function open(gitea: JsonObject): GitHosts {
  return GitHosts.fromIntegrations(
    ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { gitea: [gitea] } }),
    ),
  );
}

const asOwner = (method: string, address: string, body?: object) =>
  host.api(method, address, body, 'towpath-portal');

function at(name: string, owner = 'myorg') {
  const place = hosts.locate(`${host.url}/${owner}/${name}`);
  return { place, ...hosts.of(place) };
}

it('creates a repository once, and finds it', async () => {
  const { place, repositories } = at('shop');
  const wanted = { description: 'Sells', visibility: 'private' } as const;
  expect(await repositories.find(place)).toBeUndefined();
  expect(await repositories.create(place, wanted)).toBe(true);
  expect(await repositories.create(place, wanted)).toBe(false);
  expect(await repositories.find(place)).toMatchObject({
    name: 'shop',
    description: 'Sells',
    url: `${host.url}/myorg/shop`,
  });
});

it('names the organisation that is not there, and what Gitea has not', async () => {
  const { place, repositories } = at('shop', 'nobody');
  const wanted = { description: '', visibility: 'private' } as const;
  await expect(repositories.create(place, wanted)).rejects.toThrow(
    /has no organisation "nobody"/,
  );
  await expect(
    repositories.create(place, { ...wanted, visibility: 'internal' }),
  ).rejects.toThrow(/use private or public/);
});

it('reads files by any name that git allows, and says which are not there', async () => {
  const strange = 'a folder/100% #1?.txt';
  await host.createRepository('files', { [strange]: 'ä\n', empty: '' });
  const { place, files } = at('files');
  expect(String(await files.read(place, { path: strange }))).toBe('ä\n');
  expect(await files.read(place, { path: 'empty' })).toHaveLength(0);
  expect(
    await files.read(place, { path: 'empty', ref: 'nothing' }),
  ).toBeUndefined();
  expect(await files.read(place, { path: 'none' })).toBeUndefined();
  await expect(files.read(place, { path: 'a folder' })).rejects.toThrow(
    /a folder is no file: dir/,
  );
});

it('takes a pull request of a fork, from a branch of the same name, for none of its own', async () => {
  const scripted = await ScriptedHost.start();
  const pull = (number: number, from: number) => ({
    number,
    html_url: `${scripted.url}/myorg/shop/pulls/${number}`,
    state: 'open',
    head: { label: 'change', ref: 'change', sha: 'f', repo_id: from },
    base: { label: 'main', ref: 'main', sha: 'e', repo_id: 1 },
  });
  const listed = [pull(2, 666), pull(1, 1)];
  scripted.answer = ({ url }) => ({
    status: 200,
    body: url.includes('page=1&') ? listed : [],
  });
  const { host: name, url: baseUrl } = scripted;
  const entry = { host: name, baseUrl, username: 'portal', password: 'secret' };
  const others = open(entry);
  const shop = others.locate(`${baseUrl}/myorg/shop`);
  const find = () =>
    others.of(shop).pullRequests.find(shop, { head: 'change', base: 'main' });
  expect(await find()).toMatchObject({ number: 1 });
  listed.pop();
  expect(await find()).toBeUndefined();
  await scripted.stop();
});

describe('what the sandbox has of a host', () => {
  it('lists all repositories of an organisation, page by page', async () => {
    const owner = hosts.owner({
      host: new URL(host.url).host,
      owner: 'myorg',
    });
    const { repositories } = hosts.of(owner);
    const before = await repositories.list(owner);
    const names = Array.from({ length: 55 }, (_, one) => `many-${one}`);
    for (const name of names)
      await host.api('POST', '/orgs/myorg/repos', { name });
    const all = (await repositories.list(owner)).map(({ name }) => name);
    expect(all.filter(name => names.includes(name)).sort()).toEqual(
      [...names].sort(),
    );
    expect(all).toHaveLength(before.length + names.length);
    const nobody = hosts.owner({ host: new URL(host.url).host, owner: 'no' });
    await expect(repositories.list(nobody)).rejects.toThrow(
      /no organisation "no"/,
    );
  });

  it('takes what is said of a commit', async () => {
    await host.createRepository('said', { a: '' });
    const sha = await host.commit('said', { b: '' });
    const { place, statuses } = at('said');
    const plan = { context: 'plan', description: '3 new' } as const;
    await statuses.set(place, sha, { ...plan, state: 'pending' });
    await statuses.set(place, sha, { ...plan, state: 'success' });
    await statuses.set(place, sha, { ...plan, context: 'ci', state: 'error' });
    const said = await statuses.list(place, sha);
    expect(said.map(({ context, state }) => [context, state])).toEqual([
      ['plan', 'success'],
      ['ci', 'error'],
    ]);
    const none = 'f'.repeat(40);
    await expect(statuses.list(place, none)).rejects.toThrow(/answered 404/);
  });

  it('has one hook for an address', async () => {
    await host.createRepository('hooked', { a: '' });
    const { place, hooks } = at('hooked');
    const url = 'http://localhost:9/hooks';
    const hook = {
      url,
      events: ['push', 'pull_request'],
      secret: 's',
    } as const;
    await hooks.ensure(place, { ...hook, events: ['push'] });
    await hooks.ensure(place, { ...hook, events: [...hook.events] });
    const { json } = await host.api('GET', '/repos/myorg/hooked/hooks');
    expect(json).toMatchObject([{ events: ['push', 'pull_request'] }]);
    await expect(
      hooks.ensure(place, { ...hook, events: ['review'] }),
    ).rejects.toThrow(/pull_request_review/);
    expect(await hooks.remove(place, url)).toBe(true);
    expect(await hooks.remove(place, url)).toBe(false);
  });

  it('has teams, whose members have what the team has', async () => {
    const { place, repositories, access } = at('vault');
    await repositories.create(place, {
      description: '',
      visibility: 'private',
    });
    const team = { name: 'keepers', permission: 'write' };
    const { json } = await asOwner('POST', '/orgs/myorg/teams', team);
    await asOwner('PUT', `/teams/${json.id}/repos/myorg/vault`);
    const owner = hosts.owner({ host: new URL(host.url).host, owner: 'myorg' });
    const { teams } = hosts.of(owner);
    expect(await teams.list(owner)).toEqual([
      { key: 'Owners', name: 'Owners' },
      { key: 'keepers', name: 'keepers' },
    ]);
    expect(await teams.addMember(owner, 'keepers', 'grace')).toBe(true);
    expect(await teams.addMember(owner, 'keepers', 'Grace')).toBe(false);
    expect(await teams.listMembers(owner, 'keepers')).toEqual([
      { login: 'grace', isInvited: false },
    ]);
    expect(await access.permissionOf(place, 'grace')).toBe('write');
    // Less than she has by her team takes nothing from her.
    await access.setCollaborator(place, 'grace', 'read');
    expect(await access.permissionOf(place, 'grace')).toBe('write');
    expect(await access.removeCollaborator(place, 'grace')).toBe(true);
    expect(await teams.removeMember(owner, 'keepers', 'grace')).toBe(true);
    expect(await teams.removeMember(owner, 'keepers', 'grace')).toBe(false);
    expect(await access.permissionOf(place, 'grace')).toBeUndefined();
    expect(await access.permissionOf(place, 'towpath-portal')).toBe('admin');
  });

  it('gives a permission that counts from then on, and takes it', async () => {
    const { place, repositories, access } = at('granted');
    const wanted = { description: '', visibility: 'private' } as const;
    await repositories.create(place, wanted);
    const seen = async () => {
      const address = '/repos/myorg/granted';
      const { status, json } = await host.api(
        'GET',
        address,
        undefined,
        'grace',
      );
      return status === 404 ? undefined : json.permissions;
    };
    expect(await seen()).toBeUndefined();
    expect(await access.permissionOf(place, 'grace')).toBeUndefined();
    await access.setCollaborator(place, 'grace', 'write');
    expect(await seen()).toMatchObject({ push: true });
    expect(await access.permissionOf(place, 'GRACE')).toBe('write');
    await access.setCollaborator(place, 'grace', 'read');
    expect(await seen()).toMatchObject({ push: false, pull: true });
    expect(await access.listCollaborators(place)).toEqual([
      { login: 'grace', isInvited: false, permission: 'read' },
    ]);
    expect(await access.removeCollaborator(place, 'GRACE')).toBe(true);
    expect(await access.removeCollaborator(place, 'grace')).toBe(false);
    expect(await seen()).toBeUndefined();
    await expect(access.permissionOf(place, 'nobody')).rejects.toThrow(
      /no account "nobody"/,
    );
    await expect(
      access.setCollaborator(place, 'nobody', 'read'),
    ).rejects.toThrow(/no account "nobody"/);
  });
});
