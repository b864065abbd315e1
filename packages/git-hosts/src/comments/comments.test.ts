import {
  hostsOf,
  pageIn,
  SHOP,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';
import type { Seen } from '../__testUtils__/ScriptedHost';
import { failureOf } from '../index';

const MARKER = '<!-- of the portal -->';
const ALL = {
  gitea: `${SHOP.gitea}/issues/7/comments`,
  github: `${SHOP.github}/issues/7/comments`,
  gitlab: `${SHOP.gitlab}/merge_requests/7/notes`,
};
const ONE = {
  gitea: (id: number) => `${SHOP.gitea}/issues/comments/${id}`,
  github: (id: number) => `${SHOP.github}/issues/comments/${id}`,
  gitlab: (id: number) => `${SHOP.gitlab}/merge_requests/7/notes/${id}`,
};

const scripted = useScriptedHost();

describe.each(TYPES)('what is said below a pull request on %s', type => {
  const start = (...bodies: string[]) => {
    const said = bodies.map((body, index) => ({ id: index + 1, body }));
    scripted.host.answer = (seen: Seen) => {
      const { method, url, body } = seen;
      if (method === 'GET' && type === 'gitea') {
        return { status: 200, body: said };
      }
      if (method === 'GET') return pageIn(said, seen);
      const known = said.find(({ id }) => url.startsWith(ONE[type](id)));
      const text = String(body!.body);
      if (known) known.body = text;
      else if (url.startsWith(ALL[type]))
        said.push({ id: said.length + 1, body: text });
      return { status: 201, body: known ?? said.at(-1) };
    };
    const hosts = hostsOf(scripted.host, type);
    const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
    const { comments } = hosts.of(place);
    const put = (text: string) =>
      comments.put(place, 7, { marker: MARKER, body: `${text} ${MARKER}` });
    return { said, put, has: () => comments.has(place, 7, MARKER) };
  };
  const writes = () =>
    scripted.host.seen.filter(({ method }) => method !== 'GET');

  it('is said once, and then in its place, on whichever page that is', async () => {
    const { said, put, has } = start('a', 'b', 'c');
    expect(await has()).toBe(false);
    await put('one');
    await put('two');
    await put('two');
    expect(await has()).toBe(true);
    expect(said.map(({ body }) => body)).toEqual([
      ...['a', 'b', 'c'],
      `two ${MARKER}`,
    ]);
    expect(writes()).toHaveLength(2);
  });

  it('is not said in the place of what somebody has copied from it', async () => {
    const { said, put } = start(`old ${MARKER}`, `I say ${MARKER}`);
    await put('new');
    expect(said.map(({ body }) => body)).toEqual([
      `new ${MARKER}`,
      `I say ${MARKER}`,
    ]);
  });

  it('is not said a second time because the list could not be read', async () => {
    const { put } = start();
    scripted.host.answer = () => ({ status: 503, body: '' });
    const error = await put('one').catch(thrown => thrown);
    expect(failureOf(error)?.ending).toBe('away');
    expect(writes()).toEqual([]);
  });
});
