import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { ScriptedHost, type Answer } from '../__testUtils__/ScriptedHost';
import { GitHosts } from '../index';

let host: ScriptedHost;
beforeAll(async () => {
  host = await ScriptedHost.start();
});
afterAll(() => host?.stop());

/** A repository of a GitHub that answers so. */
function shop(answer: Answer) {
  host.seen.length = 0;
  host.answer = () => answer;
  const github = {
    host: host.host,
    apiBaseUrl: `${host.url}/api/v3`,
    rawBaseUrl: host.url,
    token: 'token-of-the-portal',
  };
  const hosts = GitHosts.fromIntegrations(
    ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { github: [github] } }),
    ),
  );
  const place = hosts.locate(`${host.url}/myorg/shop`);
  return { place, ...hosts.of(place) };
}

const file = (text: string, more: object = {}) => ({
  type: 'file',
  encoding: 'base64',
  size: Buffer.byteLength(text),
  // GitHub breaks its lines.
  content: Buffer.from(text)
    .toString('base64')
    .replace(/(.{8})/g, '$1\n'),
  ...more,
});

it('reads a file at a branch whose name has a slash', async () => {
  const body = file('a text of some length\n');
  const { place, files } = shop({ status: 200, body });
  const read = await files.read(place, { path: 'a/b c', ref: 'release/1' });
  expect(String(read)).toBe('a text of some length\n');
  expect(decodeURIComponent(host.seen[0].url)).toBe(
    '/api/v3/repos/myorg/shop/contents/a/b c?ref=release/1',
  );
});

it.each([
  ['a folder', [file('x')], /is no file: dir/],
  ['a submodule', { type: 'submodule', size: 0 }, /is no file: submodule/],
  ['a link', { type: 'symlink', size: 5, target: 'x' }, /is no file: symlink/],
  [
    'one that is too large to be told',
    { type: 'file', encoding: 'none', content: '', size: 2_000_000 },
    /has 2000000 bytes, of which its API tells 0/,
  ],
  ['one that was cut off', file('abc', { size: 9 }), /has 9 bytes/],
])('reads no content out of %s', async (_, body, words) => {
  const { place, files } = shop({ status: 200, body });
  await expect(files.read(place, { path: 'x' })).rejects.toThrow(words);
});

it('tells a name that is taken from another reason not to create', async () => {
  const refused = (message: string) => ({
    status: 422,
    body: { message: 'Repository creation failed.', errors: [{ message }] },
  });
  const wanted = { description: '', visibility: 'internal' } as const;
  const taken = shop(refused('name already exists on this account'));
  expect(await taken.repositories.create(taken.place, wanted)).toBe(false);
  expect(host.seen[0].body).toMatchObject({
    private: true,
    visibility: 'internal',
  });
  const other = shop(refused('internal is for enterprises only'));
  await expect(other.repositories.create(other.place, wanted)).rejects.toThrow(
    /creation failed. internal is for enterprises only/,
  );
});

it('takes the repository that a name now leads to for another one', async () => {
  const { place, repositories } = shop({ status: 200, body: { name: 'mall' } });
  expect(await repositories.find(place)).toBeUndefined();
});
