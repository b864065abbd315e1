import {
  hostsOf,
  pageIn,
  SHOP,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';
import { failureOf } from '../index';

const HEAD = 'f'.repeat(40);
const PULL = {
  gitea: `${SHOP.gitea}/pulls/7`,
  github: `${SHOP.github}/pulls/7`,
  gitlab: `${SHOP.gitlab}/merge_requests/7`,
};
const COMMITS = {
  gitea: `${SHOP.gitea}/commits?`,
  github: `${SHOP.github}/commits?`,
  gitlab: `${SHOP.gitlab}/repository/commits?`,
};

const scripted = useScriptedHost();

/** In the fields of all three hosts. */
const pull = (from: number, more: object = {}) => ({
  number: 7,
  iid: 7,
  html_url: 'https://git.example/7',
  web_url: 'https://git.example/7',
  state: 'open',
  head: { sha: HEAD, repo: { id: from } },
  base: { ref: 'main', repo: { id: 1 } },
  sha: HEAD,
  target_branch: 'main',
  source_project_id: from,
  target_project_id: 1,
  changed_files: 3,
  ...more,
});
const file = (filename: string, previous = filename) => ({
  filename,
  previous_filename: previous,
  new_path: filename,
  old_path: previous,
});

describe.each(TYPES)('what a pull request on %s would bring', type => {
  const at = (answered: object, files: object[]) => {
    const state = type === 'gitlab' ? { state: 'opened' } : {};
    scripted.host.answer = seen =>
      /\/(files|diffs)\?/.test(seen.url)
        ? pageIn(files, seen)
        : { status: 200, body: { ...answered, ...state } };
    const hosts = hostsOf(scripted.host, type);
    const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
    return { place, ...hosts.of(place) };
  };
  const files = [file('a'), file('score.yaml', 'old.yaml'), file('c')];

  it('is told whole, with what a file was called before', async () => {
    const { place, pullRequests } = at(pull(1), files);
    const told = await pullRequests.changes(place, 7);
    expect(told).toMatchObject({
      ...{ base: 'main', head: HEAD, isOpen: true, isFromFork: false },
    });
    expect(new Set(told.files)).toEqual(
      new Set(['a', 'score.yaml', 'old.yaml', 'c']),
    );
    expect(scripted.host.seen[0].url).toMatch(new RegExp(`^${PULL[type]}\\b`));
  });

  it('is known to come from a fork, also from one that is gone', async () => {
    const fork = at(pull(666), files);
    expect(await fork.pullRequests.changes(fork.place, 7)).toMatchObject({
      isFromFork: true,
    });
    const gone = at(
      pull(1, { head: { sha: HEAD, repo: null }, source_project_id: null }),
      files,
    );
    expect(await gone.pullRequests.changes(gone.place, 7)).toMatchObject({
      isFromFork: true,
    });
  });

  it('is not understood where it lacks what it goes into', async () => {
    const { place, pullRequests } = at(
      pull(1, { base: undefined, target_branch: undefined }),
      files,
    );
    const error = await pullRequests.changes(place, 7).catch(thrown => thrown);
    expect(failureOf(error)?.ending).toBe('not-understood');
  });
});

it('names no files where GitHub tells of fewer than there are', async () => {
  scripted.host.answer = seen =>
    /\/files\?/.test(seen.url)
      ? pageIn([file('a')], seen)
      : { status: 200, body: pull(1, { changed_files: 3001 }) };
  const hosts = hostsOf(scripted.host, 'github');
  const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
  const told = await hosts.of(place).pullRequests.changes(place, 7);
  expect(told.files).toBeUndefined();
});

describe.each(TYPES)('the newest commit of a file on %s', type => {
  it('is the first of those that changed it, and none where there is none', async () => {
    const hosts = hostsOf(scripted.host, type);
    const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
    const { commits } = hosts.of(place);
    const newest = () =>
      commits.newest(place, { path: 'a/score.yaml', ref: 'main' });
    const told = {
      ...{ sha: HEAD, id: HEAD, author_name: 'Ada' },
      commit: { author: { name: 'Ada' } },
    };
    scripted.host.answer = () => ({ status: 200, body: [told] });
    expect(await newest()).toEqual({ sha: HEAD, author: 'Ada' });
    const { url } = scripted.host.seen[0];
    expect(url.startsWith(COMMITS[type])).toBe(true);
    expect(decodeURIComponent(url)).toMatch(/path=a\/score.yaml/);
    expect(url).toMatch(type === 'gitlab' ? /ref_name=main/ : /sha=main/);
    await commits.newest(place, { ref: 'main' });
    expect(scripted.host.seen[1].url).not.toContain('path=');
    scripted.host.answer = () => ({ status: 200, body: [] });
    expect(await newest()).toBeUndefined();
    scripted.host.answer = () => ({ status: 404, body: { message: 'none' } });
    expect(await newest()).toBeUndefined();
    scripted.host.answer = () => ({ status: 200, body: [{}] });
    const error = await newest().catch(thrown => thrown);
    expect(failureOf(error)?.ending).toBe('not-understood');
  });
});
