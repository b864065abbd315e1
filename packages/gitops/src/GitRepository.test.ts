import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { until } from '@towpath/test-kit';
import { GitRepositories, type CommitRequest, type Edit } from './index';
import { systemClock } from '@towpath/clock';
import { SlowFetch } from './__testUtils__/SlowFetch';
import { TestGitHost } from '@towpath/git-hosts/testing';
import { TestProxy } from './__testUtils__/TestProxy';

const AT = Date.parse('2026-11-25T10:00:00Z');
const clock = { ...systemClock, now: () => AT };
const FILE = 'apps/shop/overlays/prod/kustomization.yaml';
const OVERLAY = `# prod\nimages:\n  - name: shop # ours\n    newTag: 1.0.0\n`;

let host: TestGitHost;
let proxy: TestProxy;
let folder: string;
let warnings: string[];
beforeAll(async () => {
  host = await TestGitHost.start();
  proxy = await TestProxy.start(host.url);
  folder = await mkdtemp(path.join(tmpdir(), 'gitops-'));
});
beforeEach(() => {
  proxy.pushes = 'passes';
  proxy.pushesSeen = 0;
  warnings = [];
});
afterAll(async () => {
  await proxy?.stop();
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
});

const repositoriesAt = (
  gitea: object,
  workDir = path.join(folder, 'work'),
  stallSeconds?: number,
) =>
  GitRepositories.create({
    stallSeconds,
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { gitea: [gitea] } }),
    ),
    workDir,
    clock,
    logger: { info() {}, warn: message => warnings.push(message) },
  });

let number = 0;
async function openNew(options: { workDir?: string; baseUrl?: string } = {}) {
  const name = `gitops-${++number}`;
  await host.createRepository(name, { [FILE]: OVERLAY, 'README.md': 'x\n' });
  const config = host.giteaConfig(options.baseUrl);
  const url = `${config.baseUrl}/myorg/${name}`;
  const repository = repositoriesAt(config, options.workDir).open({
    url,
    branch: 'main',
  });
  return { name, url, repository };
}

const tagged = (newTag: string): Edit => ({
  type: 'kustomize-image',
  file: FILE,
  image: 'shop',
  newTag,
});

const promotion = (
  id: string,
  more: Partial<CommitRequest> = {},
): CommitRequest => ({
  key: ['Towpath-Promotion', id],
  edits: [tagged('1.1.0')],
  message: 'Promote shop 1.1.0 to prod\n\nTowpath-Promotion: not-this-one',
  trailers: { 'Towpath-Service': 'component:default/shop' },
  author: { name: 'Ada', email: 'ada@myorg.example' },
  ...more,
});

const isPush = ({ method, url }: IncomingMessage) =>
  method === 'POST' && url!.endsWith('/git-receive-pack');

const committed = async (name: string) =>
  (await host.messages(name)).filter(one => one.startsWith('Promote'));

describe('commit', () => {
  it('reads and writes what is private, by the account of the portal', async () => {
    const { name, repository } = await openNew();
    await host.api('PATCH', `/repos/myorg/${name}`, { private: true });
    expect(await repository.readFile('README.md')).toBe('x\n');
    await repository.commit(promotion('p1'));
    expect(await committed(name)).toHaveLength(1);
  });

  it('writes what the preview says, by the person who asked, at the time of the clock', async () => {
    const { name, repository } = await openNew();
    const preview = await repository.preview([tagged('1.1.0')]);
    const result = await repository.commit(
      promotion('p1', {
        trailers: {
          'Towpath-Approved-By': ['user:default/a', 'user:default/b'],
        },
      }),
    );
    expect(result).toMatchObject({ ...preview, created: true });
    expect(await repository.readFile(FILE)).toBe(
      OVERLAY.replace('1.0.0', '1.1.0'),
    );
    const [commit] = await repository.log({ to: result.sha, limit: 1 });
    expect(commit).toMatchObject({
      sha: result.sha,
      parent: preview.base,
      author: { name: 'Ada', email: 'ada@myorg.example' },
      date: new Date(AT),
      subject: 'Promote shop 1.1.0 to prod',
      trailers: {
        'Towpath-Promotion': ['p1'],
        'Towpath-Approved-By': ['user:default/a', 'user:default/b'],
      },
    });
    expect(await committed(name)).toHaveLength(1);
  });

  it('finds its own commit when it is repeated, below newer ones, with the values of then', async () => {
    const { name, repository } = await openNew();
    const first = await repository.commit(promotion('p1'));
    await host.commit(name, { [FILE]: OVERLAY.replace('1.0.0', '9.9.9') });
    expect(await repository.commit(promotion('p1'))).toEqual({
      ...first,
      created: false,
    });
    expect(await committed(name)).toHaveLength(1);
  });

  it('does not take a name that looks alike, or a line of the text, for its own', async () => {
    const { repository } = await openNew();
    const written = await repository.commit(promotion('p.1'));
    const find = (value: string) => repository.findCommit(promotion(value));
    expect(await find('p.1')).toEqual({ ...written, created: false });
    for (const other of ['p', 'px1', '.*', 'not-this-one', '^p', '--all'])
      expect(await find(other)).toBeUndefined();
  });

  it('writes nothing when everything is so already', async () => {
    const { name, repository } = await openNew();
    const result = await repository.commit(
      promotion('p1', { edits: [tagged('1.0.0')] }),
    );
    expect(result.created).toBe(false);
    expect(result.sha).toBe(result.base);
    expect(await committed(name)).toEqual([]);
  });

  it('adds and removes whole files and keeps the rest of the tree', async () => {
    const { repository } = await openNew();
    await repository.commit(
      promotion('p1', {
        edits: [
          { type: 'file', file: 'ümläut/new file.txt', content: 'new\n' },
          { type: 'file', file: 'README.md', content: null },
        ],
      }),
    );
    expect(await repository.readFile('ümläut/new file.txt')).toBe('new\n');
    await expect(repository.readFile('README.md')).rejects.toThrow(
      /has no file README.md/,
    );
    expect(await repository.readFile(FILE)).toBe(OVERLAY);
  });

  it('lands on top of a commit that comes between the look and the push', async () => {
    const { name, repository } = await openNew({ baseUrl: proxy.url });
    await repository.preview([]);
    const others = Array.from({ length: 6 }, (_, index) =>
      host.commit(name, { [`other/${index}`]: 'x' }),
    );
    const results = await Promise.all([
      repository.commit(promotion('p1')),
      ...others,
    ]);
    expect(results).toHaveLength(7);
    expect(await host.messages(name)).toHaveLength(8);
  });
});

describe('writing back', () => {
  it('brings the old value back', async () => {
    const { repository } = await openNew();
    const { values } = await repository.commit(promotion('p1'));
    await repository.commit(
      promotion('r1', { edits: values.map(one => one.undo), expect: values }),
    );
    expect(await repository.readFile(FILE)).toBe(OVERLAY);
  });

  it('refuses when somebody changed the value since, and names it', async () => {
    const { name, repository } = await openNew();
    const { values } = await repository.commit(promotion('p1'));
    await host.commit(name, { [FILE]: OVERLAY.replace('1.0.0', '2.0.0') });
    const back = promotion('r1', {
      edits: values.map(one => one.undo),
      expect: values,
    });
    await expect(repository.commit(back)).rejects.toThrow(
      `images[shop] in ${FILE} is "2.0.0" and not "1.1.0"`,
    );
    await host.commit(name, { [FILE]: 'kind: K\n' });
    await expect(repository.commit(back)).rejects.toThrow(
      /is nothing and not "1.1.0"/,
    );
  });
});

describe('crashes', () => {
  const startWriter = (work: object) =>
    spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        path.join(__dirname, '__testUtils__/writer.ts'),
      ],
      {
        env: { PATH: process.env.PATH, TEST_WORK: JSON.stringify(work) },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );

  it('lands each of 100 writers in two processes exactly once', async () => {
    const name = 'busy';
    await host.createRepository(name, {
      'kustomization.yaml': 'images:\n- name: shop\n  newTag: none\n',
    });
    const gitea = host.giteaConfig();
    const url = `${host.url}/myorg/${name}`;
    const ends = ['a', 'b'].map(async process => {
      const keys = Array.from({ length: 50 }, (_, at) => `${process}-${at}`);
      const workDir = path.join(folder, `writer-${process}`);
      const [code] = await once(
        startWriter({ gitea, url, workDir, keys }),
        'exit',
      );
      return code;
    });
    expect(await Promise.all(ends)).toEqual([0, 0]);
    const promoted = (await committed(name)).map(one => one.split('\n')[0]);
    expect(promoted).toHaveLength(100);
    expect(new Set(promoted).size).toBe(100);
  });

  it('writes one commit when it is killed between commit and push and then repeated', async () => {
    const { name, url } = await openNew({ baseUrl: proxy.url });
    const file = 'kustomization.yaml';
    await host.commit(name, { [file]: 'images: []\n' });
    const work = {
      gitea: host.giteaConfig(proxy.url),
      url,
      workDir: path.join(folder, 'killed'),
      keys: ['once'],
    };
    proxy.pushes = 'hangs';
    const writer = startWriter(work);
    await until('a push is on its way', () => proxy.pushesSeen > 0);
    const gone = once(writer, 'exit');
    writer.kill('SIGKILL');
    await gone;
    expect(await committed(name)).toEqual([]);
    proxy.pushes = 'passes';
    for (let repetition = 0; repetition < 2; repetition++) {
      const [code] = await once(startWriter(work), 'exit');
      expect(code).toBe(0);
    }
    expect(await committed(name)).toHaveLength(1);
  });

  it('finds a commit whose push arrived though its answer was lost', async () => {
    const { name, repository } = await openNew({ baseUrl: proxy.url });
    proxy.pushes = 'answer-is-lost';
    const result = await repository.commit(promotion('p1'));
    expect(result.created).toBe(false);
    expect(await committed(name)).toHaveLength(1);
  });

  it('ends with its signal while a push hangs, and leaves no process behind', async () => {
    const { repository } = await openNew({ baseUrl: proxy.url });
    proxy.pushes = 'hangs';
    const controller = new AbortController();
    const commit = repository.commit(
      promotion('p1', { signal: controller.signal }),
    );
    const ended = commit.catch(error => error.message);
    await until('a push is on its way', () => proxy.pushesSeen > 0);
    controller.abort(new Error('cancelled by ada'));
    expect(await ended).toBe('cancelled by ada');
    proxy.pushes = 'passes';
    expect((await repository.commit(promotion('p1'))).created).toBe(true);
  });

  it('makes a broken copy anew, and says so', async () => {
    const workDir = path.join(folder, 'broken');
    const { repository } = await openNew({ workDir });
    await repository.commit(promotion('p1'));
    const [mirror] = await readdir(workDir);
    const packs = path.join(workDir, mirror, 'objects/pack');
    for (const file of await readdir(packs))
      if (file.endsWith('.pack')) await truncate(path.join(packs, file), 20);
    expect(await repository.readFile('README.md')).toBe('x\n');
    expect(warnings).toEqual([
      expect.stringContaining('is broken and made anew'),
    ]);
    await rm(path.join(workDir, mirror, 'HEAD'));
    expect(await repository.readFile('README.md')).toBe('x\n');
    await rm(path.join(workDir, mirror), { recursive: true });
    expect(await repository.readFile('README.md')).toBe('x\n');
    expect(existsSync(path.join(workDir, mirror, 'HEAD'))).toBe(true);
  });
});

describe('several at once', () => {
  const OTHER = 'apps/cart/overlays/prod/kustomization.yaml';
  const at = (file: string, newTag: string): Edit => ({
    type: 'kustomize-image',
    file,
    image: 'shop',
    newTag,
  });
  const request = (id: string, edit: Edit, more: object = {}) =>
    promotion(id, { edits: [edit], ...more });

  /** A first push that hangs, behind which others gather. */
  async function openBusy(before = proxy) {
    const opened = await openNew({ baseUrl: before.url });
    await host.commit(opened.name, { [OTHER]: OVERLAY });
    before.pushes = 'hangs';
    const stuck = new AbortController();
    const first = opened.repository
      .commit(request('first', tagged('1.0.1'), { signal: stuck.signal }))
      .catch(error => error.message);
    await until('a push is on its way', () => before.pushesSeen > 0);
    const release = async () => {
      before.pushes = 'passes';
      before.pushesSeen = 0;
      stuck.abort(new Error('cancelled by ada'));
      expect(await first).toBe('cancelled by ada');
    };
    return { ...opened, release };
  }

  it('go by one push, each as a commit of its own on top of the one before', async () => {
    const { name, repository, release } = await openBusy();
    const versions = Array.from({ length: 8 }, (_, index) => `1.1.${index}`);
    const asked = versions.map((version, index) =>
      repository.commit(
        request(`p${index}`, at(index % 2 ? OTHER : FILE, version)),
      ),
    );
    await release();
    const results = await Promise.all(asked);
    expect(proxy.pushesSeen).toBe(1);
    expect(results.map(({ created }) => created)).toEqual(
      versions.map(() => true),
    );
    expect(results.slice(1).map(({ base }) => base)).toEqual(
      results.slice(0, -1).map(({ sha }) => sha),
    );
    expect(await committed(name)).toHaveLength(versions.length);
    expect(await repository.readFile(OTHER)).toContain('1.1.7');
  });

  it('do not fail with one that cannot be written', async () => {
    const { repository, release } = await openBusy();
    const asked = [
      repository.commit(request('p1', at(FILE, '1.1.0'))),
      repository.commit(request('p2', at('none.yaml', '1.1.0'))),
      repository.commit(request('p3', at(OTHER, '1.1.0'))),
    ];
    const ends = Promise.allSettled(asked);
    await release();
    expect((await ends).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    await expect(asked[1]).rejects.toThrow('none.yaml');
  });

  it('are judged by what is on the host, and not by what another was about to write', async () => {
    const { repository, release } = await openBusy();
    const { values } = await repository.preview([at(FILE, '1.1.0')]);
    const asked = [
      repository.commit(request('p1', at(FILE, '1.1.0'))),
      // Holds only once the one before is there.
      repository.commit(request('p2', at(FILE, '1.2.0'), { expect: values })),
    ];
    await release();
    const [first, second] = await Promise.all(asked);
    expect(second.base).toBe(first.sha);
  });

  it('end with their own signals, while the others go on', async () => {
    const { name, repository, release } = await openBusy();
    const cancelled = new AbortController();
    const { signal } = cancelled;
    const asked = [
      repository.commit(request('p1', at(FILE, '1.1.0'))),
      repository
        .commit(request('p2', at(OTHER, '1.1.0'), { signal }))
        .catch(error => error.message),
    ];
    await release();
    proxy.pushes = 'hangs';
    await until('the next push is on its way', () => proxy.pushesSeen > 0);
    proxy.pushes = 'passes';
    cancelled.abort(new Error('cancelled by bo'));
    expect(await asked[1]).toBe('cancelled by bo');
    expect(await asked[0]).toMatchObject({ created: true });
    const keys = (await committed(name)).map(one => /p\d$/m.exec(one)?.[0]);
    expect(keys).toEqual(['p1']);
  });

  it('find what an earlier try of one has written', async () => {
    const { name, repository, release } = await openBusy();
    const twice = [1, 2].map(() =>
      repository.commit(request('p1', at(FILE, '1.1.0'))),
    );
    const other = repository.commit(request('p2', at(OTHER, '1.1.0')));
    await release();
    const [one, again] = await Promise.all(twice);
    expect([one.created, again.created]).toEqual([true, false]);
    expect(again.sha).toBe(one.sha);
    expect((await other).created).toBe(true);
    expect(await committed(name)).toHaveLength(2);
  });

  it('are refused one by one: a host that refuses one commit takes the others', async () => {
    const refused = [1, 3];
    let pushes = -1;
    const before = await TestProxy.start(host.url, {}, (push, response) => {
      if (!isPush(push)) return false;
      pushes += 1;
      if (!refused.includes(pushes)) return false;
      push.resume();
      response.writeHead(413).end();
      return true;
    });
    const { name, repository, release } = await openBusy(before);
    const asked = ['p1', 'p2', 'p3'].map((id, index) =>
      repository.commit(
        request(id, at(index % 2 ? OTHER : FILE, `2.0.${index}`)),
      ),
    );
    const ends = Promise.allSettled(asked);
    await release();
    expect((await ends).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    await expect(asked[1]).rejects.toThrow('too large for it');
    expect(await committed(name)).toHaveLength(2);
    await before.stop();
  });
});

describe('what is stuck', () => {
  it.each(['main', 'another'])(
    'lets others write to %s while a push never ends',
    async branch => {
      const { name, url, repository } = await openNew({ baseUrl: proxy.url });
      await host.api('POST', `/repos/myorg/${name}/branches`, {
        new_branch_name: 'another',
        old_branch_name: 'main',
      });
      proxy.pushes = 'hangs';
      const stuck = new AbortController();
      const first = repository
        .commit(promotion('p1', { signal: stuck.signal }))
        .catch(error => error.message);
      await until('a push is on its way', () => proxy.pushesSeen > 0);
      proxy.pushes = 'passes';

      const second = await repositoriesAt(host.giteaConfig(proxy.url))
        .open({ url, branch })
        .commit(promotion('p2'));
      const third = await repository.commit(
        promotion('p3', { edits: [tagged('1.2.0')] }),
      );

      expect([second.created, third.created]).toEqual([true, true]);
      stuck.abort(new Error('cancelled by ada'));
      expect(await first).toBe('cancelled by ada');
    },
  );

  it('lets a write that waits for another end with its signal at once', async () => {
    const { repository } = await openNew({ baseUrl: proxy.url });
    proxy.pushes = 'hangs';
    const [stuck, waits] = [new AbortController(), new AbortController()];
    const ends = [stuck, waits].map(({ signal }, at) =>
      repository
        .commit(promotion(`p${at}`, { signal }))
        .catch(error => error.message),
    );
    await until('a push is on its way', () => proxy.pushesSeen > 0);
    waits.abort(new Error('cancelled by ada'));
    expect(await ends[1]).toBe('cancelled by ada');
    stuck.abort(new Error('and this one'));
    expect(await ends[0]).toBe('and this one');
  });

  it('gives up a fetch that stands still, and leaves nothing of it behind', async () => {
    const { name, url } = await openNew();
    const noise = randomBytes(1_000_000).toString('base64');
    await host.commit(name, { 'large.txt': noise });
    const slow = await SlowFetch.start(host.url);
    const config = host.giteaConfig(slow.url);
    const workDir = path.join(folder, 'slow');
    const repository = repositoriesAt(config, workDir, 1).open({
      url: url.replace(host.url, slow.url),
    });

    const error: Error = await repository.readFile('README.md').catch(e => e);

    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toMatch(
      /cannot be reached: .*(too slow|nothing moved)/i,
    );
    expect(await leftovers(workDir)).toEqual([]);
    slow.stopsAfter = Infinity;
    expect(await repository.readFile('README.md')).toBe('x\n');
    await slow.stop();
  });

  it('fetches once more when another process that has the copy moved its branch meanwhile', async () => {
    const { name, url } = await openNew();
    const workDir = path.join(folder, 'shared');
    const mirror = async () => path.join(workDir, (await readdir(workDir))[0]);
    let posts = 0;
    let move: () => unknown = () => undefined;
    const between = await TestProxy.start(host.url, {}, request => {
      if (request.method !== 'POST') return false;
      posts += 1;
      // Two ask for refs, of ls-remote and of fetch; the third brings what they told.
      if (posts === 3) move();
      return false;
    });
    const repository = repositoriesAt(
      host.giteaConfig(between.url),
      workDir,
    ).open({ url: url.replace(host.url, between.url), branch: 'main' });
    for (const text of ['1', '2']) {
      await host.commit(name, { 'README.md': text });
      expect(await repository.readFile('README.md')).toBe(text);
    }
    await host.commit(name, { 'README.md': '3' });
    const copy = await mirror();
    const moved = jest.fn(() => {
      const back = ['update-ref', 'refs/heads/main', 'refs/heads/main~1'];
      execFileSync('git', ['--git-dir', copy, ...back]);
    });
    posts = 0;
    move = moved;

    expect(await repository.readFile('README.md')).toBe('3');
    expect(moved).toHaveBeenCalledTimes(1);
    await between.stop();
  });

  it('sweeps what a git left that was killed with the portal, and keeps the copy', async () => {
    const { name, repository } = await openNew();
    const workDir = path.join(folder, 'work');
    const mirrors = await readdir(workDir);
    await repository.readFile('README.md');
    const [mirror] = (await readdir(workDir)).filter(
      one => !mirrors.includes(one),
    );
    for (const file of [
      'objects/pack/tmp_pack_dead00',
      'refs/heads/main.lock',
      'packed-refs.lock',
    ]) {
      await writeFile(path.join(workDir, mirror, file), 'half');
    }
    await host.commit(name, { 'README.md': 'y\n' });

    expect(await repository.readFile('README.md')).toBe('y\n');

    expect(await leftovers(path.join(workDir, mirror))).toEqual([]);
    expect(warnings).toEqual([]);
  });
});

describe('a final no', () => {
  const ARCHIVED = 'This repository is archived: it is read-only.';
  const refuse = (
    status: number,
    words: string,
    isAsked: (request: IncomingMessage) => boolean,
  ) =>
    TestProxy.start(host.url, {}, (request, response) => {
      if (!isAsked(request)) return false;
      request.resume();
      response.writeHead(status);
      response.end(words);
      return true;
    });
  const looksBeforePush = ({ url }: IncomingMessage) =>
    url!.endsWith('service=git-receive-pack');

  it.each([
    ['an archived repository', 403, ARCHIVED, looksBeforePush, ARCHIVED],
    [
      'a wrapped word',
      403,
      '{"message":"Is a mirror"}',
      looksBeforePush,
      'Is a mirror',
    ],
    ['a push that is too large', 413, '', isPush, 'too large for it'],
  ])(
    'tells that of %s at once, in the words of the host',
    async (_, status, words, isAsked, told) => {
      const { url } = await openNew();
      const before = await refuse(status, words, isAsked);
      const config = host.giteaConfig(before.url);
      const repository = repositoriesAt(config, path.join(folder, 'no')).open({
        url: url.replace(host.url, before.url),
      });
      const error: Error = await repository
        .commit(promotion('p1'))
        .catch(e => e);
      expect(error.name).toBe('ConflictError');
      expect(error.message).toContain(told);
      expect(error.message).not.toContain('credentials');
      await before.stop();
    },
  );
});

describe('reading', () => {
  it.each([
    ['refuses', (response: ServerResponse) => response.writeHead(500).end()],
    ['answers a page', (response: ServerResponse) => response.end('<html>')],
    [
      'names no commit',
      (response: ServerResponse) => response.end('0011none refs/x\n0000'),
    ],
    ['breaks off', (response: ServerResponse) => response.destroy()],
  ])(
    'knows a branch by git, where the host %s what is asked without git',
    async (_, answer) => {
      const { url } = await openNew();
      const before = await TestProxy.start(
        host.url,
        {},
        (request, response) => {
          if (/^git\//.test(request.headers['user-agent'] ?? '')) return false;
          if (request.method !== 'POST') return false;
          request.resume();
          answer(response);
          return true;
        },
      );
      const config = host.giteaConfig(before.url);
      const repository = repositoriesAt(config, path.join(folder, 'q')).open({
        url: url.replace(host.url, before.url),
        branch: 'main',
      });
      expect(await repository.hasBranch()).toBe(true);
      expect(await repository.readFile('README.md')).toBe('x\n');
      await before.stop();
    },
  );

  it('lists commits between two, and tags with the commit behind them', async () => {
    const { name, repository } = await openNew();
    const { base } = await repository.preview([]);
    const second = await host.commit(name, { a: '1' });
    const third = await host.commit(name, { a: '2' });
    const log = await repository.log({ from: base, to: third, limit: 10 });
    expect(log.map(one => one.sha)).toEqual([third, second]);
    expect(
      await repository.log({ from: base, to: third, limit: 1 }),
    ).toHaveLength(1);
    expect(await repository.readFile('a', second)).toBe('1');
    expect(await repository.tags()).toEqual([]);
  });

  it('refuses anything but a whole commit id', async () => {
    const { repository } = await openNew();
    expect(() => repository.log({ to: '--all', limit: 1 })).toThrow(
      /no whole commit id/,
    );
    const unknown = 'a'.repeat(40);
    await expect(repository.readFile('a', unknown)).rejects.toThrow(
      `has no commit ${unknown}`,
    );
  });

  const ADVERTISEMENT = 'application/x-git-upload-pack-advertisement';

  it.each<[string, (response: ServerResponse) => void]>([
    ['is in trouble', response => response.writeHead(503).end()],
    ['breaks the connection', response => response.destroy()],
    ['no longer knows the portal', response => response.writeHead(401).end()],
    [
      'says what nobody understands',
      response =>
        response
          .writeHead(200, { 'content-type': ADVERTISEMENT })
          .end('a page of a proxy'),
    ],
  ])(
    'never takes a host that %s for one that has no such commit',
    async (_, answer) => {
      const { url } = await openNew();
      let fetches = 0;
      const before = await TestProxy.start(host.url, {}, (asked, response) => {
        if (!asked.url!.endsWith('service=git-upload-pack')) return false;
        fetches += 1;
        // It sends its branches, and then does not answer for the one commit.
        if (fetches === 1) return false;
        answer(response);
        return true;
      });
      const config = host.giteaConfig(before.url);
      const workDir = path.join(folder, `away-${number}`);
      const repository = repositoriesAt(config, workDir).open({
        url: url.replace(host.url, before.url),
      });
      const error: Error = await repository
        .readFile('a', 'a'.repeat(40))
        .catch(e => e);
      await before.stop();
      expect(fetches).toBe(2);
      expect(error.name).toBe('ServiceUnavailableError');
    },
  );

  it('links to pages of the host', async () => {
    const { url, repository } = await openNew();
    expect(repository.commitUrl('abc')).toBe(`${url}/commit/abc`);
    expect(repository.compareUrl('a', 'b')).toBe(`${url}/compare/a...b`);
  });
});

describe('errors', () => {
  const open = (
    url: string,
    config: object = host.giteaConfig(),
    branch = 'main',
  ) =>
    repositoriesAt(config, path.join(folder, 'errors')).open({ url, branch });

  it('names the setting when the credentials are wrong, and not the credentials', async () => {
    const { url } = await openNew();
    const secret = 'wrong-secret-words';
    const config = { ...host.giteaConfig(), password: secret };
    const error: Error = await open(url, config)
      .commit(promotion('p1'))
      .catch(caught => caught);
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toMatch(
      /refuses the portal's credentials .* check integrations.gitea/,
    );
    const encoded = Buffer.from(`towpath-portal:${secret}`).toString('base64');
    const everything = `${error.stack}${JSON.stringify(error)}${error.cause}`;
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(encoded);
  });

  it('hides credentials that the host repeats', async () => {
    const echo = createServer((request, response) => {
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`you sent ${request.headers.authorization}`);
    });
    await once(echo.listen(0, 'localhost'), 'listening');
    const { port } = echo.address() as AddressInfo;
    const config = host.giteaConfig(`http://localhost:${port}`);
    const repository = open(`${config.baseUrl}/myorg/x`, config);
    for (const call of ['tags', 'pullRequest'] as const) {
      const error: Error = await repository[call](1).catch(caught => caught);
      expect(error.message).toMatch(/cannot be reached|answered 500/);
      expect(error.message).not.toContain(host.authorization.split(' ')[1]);
    }
    echo.close();
  });

  it('finds the default branch, whatever it is called, and writes there', async () => {
    const { name, url } = await openNew();
    await host.api('POST', `/repos/myorg/${name}/branches`, {
      new_branch_name: 'trunk',
      old_branch_name: 'main',
    });
    await host.api('PATCH', `/repos/myorg/${name}`, {
      default_branch: 'trunk',
    });
    const repository = repositoriesAt(host.giteaConfig()).open({ url });

    expect(await repository.branchName()).toBe('trunk');
    const { sha } = await repository.commit(promotion('p1'));
    const [, below] = await repository.log({ to: sha, limit: 5, path: FILE });
    expect(below.sha).not.toBe(sha);
    expect(await repository.readFile(FILE)).toContain('1.1.0');
  });

  it('says what is missing: repository, branch, file, entry of a list', async () => {
    const { url, repository } = await openNew();
    await expect(open(`${host.url}/myorg/none`).preview([])).rejects.toThrow(
      /myorg\/none does not exist, or/,
    );
    await expect(open(url, undefined, 'none').preview([])).rejects.toThrow(
      /has no branch "none"/,
    );
    const commit = (edit: Edit) =>
      repository.commit(promotion('p1', { edits: [edit] }));
    await expect(commit({ ...tagged('1'), file: 'none.yaml' })).rejects.toThrow(
      'none.yaml does not exist',
    );
    await expect(
      commit({
        type: 'yaml',
        file: FILE,
        path: ['images', 5, 'newTag'],
        value: '1',
      }),
    ).rejects.toThrow(/has no images\[5\].newTag: images is a list of 1/);
    await expect(
      commit({ type: 'yaml', file: 'README.md', path: ['a'], value: '1' }),
    ).rejects.toThrow(/README.md has no a/);
  });

  it('says that the host does not answer', async () => {
    const config = host.giteaConfig('http://localhost:9');
    await expect(
      open('http://localhost:9/myorg/x', config).preview([]),
    ).rejects.toThrow(/cannot be reached/);
  });

  it.each([
    ['https://elsewhere.example/a/b', /neither a Gitea nor a GitHub host/],
    ['nonsense', /url of the repository is none/],
  ])('refuses the URL %s', (url, words) => {
    expect(() => open(url)).toThrow(words);
  });

  it.each([
    [
      { key: ['Towpath-Promotion', 'a\nTowpath-Reverts: b'] as const },
      /one line of text/,
    ],
    [{ trailers: { 'a b': 'x' } }, /trailer "a b" is no name/],
    [{ author: { name: ' ', email: 'a@b' } }, /needs a name and an address/],
    [{ message: ' ' }, /message of the commit is empty/],
  ])('refuses %j', async (more, words) => {
    const { repository } = await openNew();
    await expect(repository.commit(promotion('p1', more))).rejects.toThrow(
      words,
    );
  });
});

/** What git leaves when it is killed. */
async function leftovers(where: string): Promise<string[]> {
  const names = await readdir(where, { recursive: true });
  return names.filter(one => /(^|\/)tmp_|\.lock$/.test(one));
}
