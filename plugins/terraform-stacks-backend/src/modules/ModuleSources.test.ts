import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitHosts } from '@towpath/git-hosts';
import { TestGitHost } from '@towpath/git-hosts/testing';
import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';
import { ServedGit } from '@towpath/test-kit';
import * as tar from 'tar';
import { pack } from '../__testUtils__/StacksTestPlatform';
import { ModuleSources } from './ModuleSources';
import { PlatformModules } from './PlatformModules';

let root: string;
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-sources-'));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

function sourcesOf(
  modules: string[],
  { gitea = [], env }: { gitea?: object[]; env?: Record<string, string> } = {},
) {
  const config = new ConfigReader({ integrations: { gitea } });
  return new ModuleSources({
    platform: new PlatformModules(path.join(root, 'platform')),
    hosts: GitHosts.fromIntegrations(ScmIntegrations.fromConfig(config)),
    trust: { modules },
    env,
  });
}

/** Names of the files of a module, and where it comes from. */
const open = (sources: ModuleSources, source: ModuleSource) =>
  sources.open(source, (folder, origin) => ({
    files: fs.readdirSync(folder).sort(),
    ...origin,
  }));

function write(name: string): string {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, '# it');
  return path.dirname(file);
}

it('knows where each comes from, whatever it says of itself', async () => {
  write('platform/queue/main.tf');
  const archive = pack(write('handed/main.tf'));
  const sources = sourcesOf([]);
  expect(await open(sources, { platform: 'queue' })).toEqual({
    files: ['main.tf'],
    origin: 'platform:queue',
  });
  expect(await open(sources, { archive })).toMatchObject({ origin: 'archive' });
  await expect(open(sources, { platform: 'queue', archive })).rejects.toThrow(
    'module names platform and archive',
  );
  await expect(open(sources, {})).rejects.toThrow('module names no source');
});

describe('a module in Git', () => {
  let git: ServedGit;
  let sources: ModuleSources;
  beforeAll(async () => {
    git = await ServedGit.start();
    git.commit({ 'a/main.tf': '# 1', 'b/main.tf': '' }, { tag: 'v1.0.0' });
  });
  afterAll(() => git.stop());
  beforeEach(() => {
    sources = sourcesOf([`http://${git.host}/platform/*`]);
  });

  const at = (tag: string, more: object = {}) =>
    open(sources, { git: { url: git.url, tag, path: 'a', ...more } });

  it('is its folder at a tag or a commit', async () => {
    const commit = git.commit({ 'a/second.tf': '' }, { tag: 'v2.0.0' });
    const origin = `http://${git.host}/platform/modules//a`;
    expect(await at('v2.0.0')).toEqual({
      files: ['main.tf', 'second.tf'],
      ...{ origin, commit },
    });
    expect(await at(commit)).toMatchObject({ origin, commit });
    expect(await at('v1.0.0')).toMatchObject({ files: ['main.tf'] });
    expect(await at('v1.0.0', { path: undefined })).toMatchObject({
      files: ['.git', 'a', 'b'],
    });
  });

  it('tells the commit of a tag that was moved', async () => {
    const first = git.commit({ 'a/x.tf': '1' }, { tag: 'moving' });
    expect(await at('moving')).toMatchObject({ commit: first });
    const second = git.commit({ 'a/x.tf': '2' }, { tag: 'moving' });
    expect(await at('moving')).toMatchObject({ commit: second });
    expect(second).not.toBe(first);
  });

  it('is the tag also where a branch has its name', async () => {
    const tagged = git.commit({ 'a/x.tf': 'tag' }, { tag: 'both' });
    git.commit({ 'a/x.tf': 'branch' }, { branch: 'both' });
    expect(await at('both')).toMatchObject({ commit: tagged });
  });

  it.each([
    ['main', {}, 'is a branch of'],
    ['v9', {}, 'has no tag "v9"'],
    ['refs/heads/main', {}, 'neither a tag nor a whole commit id'],
    ['--upload-pack=id', {}, 'neither a tag nor a whole commit id'],
    ['a..b', {}, 'neither a tag nor a whole commit id'],
    ['0'.repeat(40), {}, 'has no commit 0000'],
    ['v1.0.0', { path: 'c' }, 'has no folder "c"'],
    ['v1.0.0', { path: '../x' }, 'leads out of the repository'],
    ['v1.0.0', { path: '/etc' }, 'leads out of the repository'],
    ['v1.0.0', { url: 'file:///srv' }, 'no address of https, ssh or http'],
    ['v1.0.0', { url: 'ext::sh -c id' }, 'no address of https, ssh or http'],
    ['v1.0.0', { url: 'ssh://git@a.example/b/c' }, 'no key for ssh'],
    ['v1.0.0', { url: 'https://u:p@a.example/b' }, 'has a user in it'],
    ['v1.0.0', { url: 'https://a.example/b/c' }, 'not on the list'],
  ])('is none at %s with %j', async (tag, more, words) => {
    await expect(at(tag, more)).rejects.toThrow(words);
  });

  it('could not be asked for while its host is away', async () => {
    const away = sourcesOf(['http://127.0.0.1:9/**']);
    const url = 'http://127.0.0.1:9/a/b.git';
    await expect(open(away, { git: { url, tag: 'v1' } })).rejects.toMatchObject(
      { name: 'ServiceUnavailableError' },
    );
  });

  it('has no links, which could show any file of the machine', async () => {
    git.change(work =>
      fs.symlinkSync('/etc/passwd', path.join(work, 'a/users')),
    );
    git.commit({}, { tag: 'link' });
    await expect(at('link')).rejects.toThrow('"a/users", which is a link');
    git.change(work => fs.rmSync(path.join(work, 'a/users')));
  });

  it('is small', async () => {
    git.change(work => {
      fs.writeFileSync(path.join(work, 'a/zero'), Buffer.alloc(60 << 20));
    });
    git.commit({}, { tag: 'large' });
    await expect(at('large')).rejects.toThrow('is too large');
  });
});

describe('a module on a Git host under integrations', () => {
  let host: TestGitHost;
  beforeAll(async () => {
    host = await TestGitHost.start();
    await host.createRepository('modules', { 'main.tf': '' });
  });
  afterAll(() => host.stop());

  it('is read with the credentials of the portal', async () => {
    const commit = await host.commit('modules', { 'main.tf': '# 2' });
    const url = `${host.url}/myorg/modules`;
    const gitea = [host.giteaConfig()];
    const sources = sourcesOf([`${host.url}/myorg/*`], { gitea });
    expect(await open(sources, { git: { url, tag: commit } })).toMatchObject({
      origin: url,
      commit,
    });
  });
});

describe('a module in a registry', () => {
  let server: http.Server;
  let host: string;
  let asked: { url?: string; authorization?: string }[];
  let from: string;
  let archive: Buffer;
  beforeEach(async () => {
    asked = [];
    write('packed/top/main.tf');
    archive = Buffer.from(pack(path.join(root, 'packed')), 'base64');
    server = http.createServer(({ url, headers }, response) => {
      asked.push({ url, authorization: headers.authorization });
      if (url === '/.well-known/terraform.json') {
        response.end('{"modules.v1": "/api/modules/"}');
      } else if (url === '/api/modules/acme/queue/aws/1.2.0/download') {
        response.writeHead(204, { 'x-terraform-get': from }).end();
      } else if (url?.startsWith('/files/')) {
        response.end(archive);
      } else response.writeHead(url?.includes('9.9.9') ? 404 : 503).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    from = '/files/queue.tar.gz//top';
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const at = (
    version: string,
    more: object = {},
    env?: Record<string, string>,
  ) =>
    open(sourcesOf([`http://${host}/acme/*/*`], { env }), {
      registry: { source: `${host}/acme/queue/aws`, version, ...more },
    });

  it('is what the registry says that it is', async () => {
    expect(await at('1.2.0')).toEqual({
      files: ['main.tf'],
      origin: `${host}/acme/queue/aws`,
    });
    from = '/files/queue?archive=tar.gz';
    expect(await at('1.2.0')).toMatchObject({ files: ['top'] });
    from = `http://${host}/files/queue//*?archive=tar.gz`;
    expect(await at('1.2.0')).toMatchObject({ files: ['main.tf'] });
  });

  it('may be in Git, at a commit', async () => {
    const git = await ServedGit.start();
    try {
      const commit = git.commit({ 'aws/main.tf': '' });
      from = `git::${git.url}//aws?ref=${commit}`;
      expect(await at('1.2.0')).toMatchObject({ files: ['main.tf'], commit });
      from = `git::${git.url}//aws`;
      await expect(at('1.2.0')).rejects.toThrow('which is not pinned');
    } finally {
      await git.stop();
    }
  });

  it('is asked for with the token of its registry, which goes nowhere else', async () => {
    const name = `TF_TOKEN_${host.replaceAll('.', '_')}`;
    await at('1.2.0', {}, { [name]: 'abc' });
    const told = asked.map(one => [one.url?.split('/')[1], one.authorization]);
    expect(told).toEqual([
      ['.well-known', 'Bearer abc'],
      ['api', 'Bearer abc'],
      ['files', undefined],
    ]);
  });

  it.each([
    ['~> 1.2', {}, 'Name one whole version'],
    ['9.9.9', {}, 'answered 404'],
    ['1.2.0', { source: 'acme/queue' }, 'namespace/name/system'],
    ['1.2.0', { source: './queue' }, 'namespace/name/system'],
    ['1.2.0', { source: 'evil/queue/aws' }, 'not on the list'],
  ])('is none at %s with %j', async (version, more, words) => {
    await expect(at(version, more)).rejects.toThrow(words);
  });

  it('could not be asked for while its registry is away', async () => {
    await expect(at('3.0.0')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('is small, and has no links', async () => {
    archive = Buffer.alloc(6 << 20);
    await expect(at('1.2.0')).rejects.toThrow('is too large');
    fs.symlinkSync('/etc/passwd', path.join(root, 'packed/users'));
    const cwd = path.join(root, 'packed');
    archive = Buffer.concat([
      ...tar.create({ cwd, gzip: true, sync: true }, ['.']),
    ]);
    await expect(at('1.2.0')).rejects.toThrow('neither a file nor a folder');
  });
});
