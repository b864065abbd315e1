import { HookDouble } from '../__testUtils__/HookDouble';
import {
  hostsOf,
  pageOf,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';
import { failureOf, type Hook } from '../index';

const URL = 'https://portal.example/hooks/shop';
const HOOK: Hook = { url: URL, events: ['push', 'review'], secret: 'new' };

const scripted = useScriptedHost();

describe.each(TYPES)('the hooks of a repository on %s', type => {
  const start = () => {
    const double = new HookDouble(scripted.host, type);
    const hosts = hostsOf(scripted.host, type);
    const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
    return { double, place, ...hosts.of(place) };
  };
  const writes = () =>
    scripted.host.seen.filter(({ method }) => method !== 'GET');
  const endOf = async (call: Promise<unknown>) =>
    failureOf(await call.catch(error => error))?.ending;

  it('have one for an address, however often it is asked for', async () => {
    const { double, place, hooks } = start();
    await hooks.ensure(place, HOOK);
    await hooks.ensure(place, HOOK);
    await hooks.ensure(place, {
      ...HOOK,
      url: URL.toUpperCase().replace('/HOOKS/SHOP', '/hooks/shop'),
    });
    expect(double.hooks).toHaveLength(1);
    expect(double.hooks[0]).toMatchObject({
      secret: 'new',
      events: {
        gitea: ['push', 'pull_request_review'],
        github: ['push', 'pull_request_review', 'pull_request_review_comment'],
        gitlab: {
          push_events: true,
          merge_requests_events: true,
          note_events: true,
        },
      }[type],
    });
  });

  it('get the new secret, and keep no other of the address on any page', async () => {
    const { double, place, hooks } = start();
    const others = ['a', 'b', 'c'].map(one => `https://${one}.example/`);
    others.forEach(one => double.add(one));
    double.add(URL);
    if (type !== 'github') double.add(URL);
    await hooks.ensure(place, HOOK);
    const mine = double.hooks.filter(({ url }) => url === URL);
    expect(mine).toMatchObject([{ secret: 'new' }]);
    expect(double.hooks.map(({ url }) => url)).toEqual([...others, URL]);
  });

  it('are never without one while it is replaced', async () => {
    const { double, place, hooks } = start();
    double.add(URL);
    scripted.host.answer = seen => {
      const answer = double.answer(seen);
      expect(double.hooks.some(({ url }) => url === URL)).toBe(true);
      return answer;
    };
    await hooks.ensure(place, HOOK);
    expect(writes().length).toBeGreaterThan(0);
  });

  it.each<[string, number, number, string]>([
    ['a page of the list fails', 2, 503, 'away'],
    ['they may not be seen', 1, 403, 'denied'],
    ['they are hidden as if there were none', 1, 404, 'missing'],
  ])('are left alone when %s', async (_, bad, status, ending) => {
    const { double, place, hooks } = start();
    ['a', 'b', 'c'].forEach(one => double.add(`https://${one}.example/`));
    scripted.host.answer = seen =>
      seen.method === 'GET' && pageOf(seen) === bad
        ? { status, body: { message: 'no' } }
        : double.answer(seen);
    expect(await endOf(hooks.ensure(place, HOOK))).toBe(ending);
    expect(await endOf(hooks.remove(place, URL))).toBe(ending);
    expect(writes()).toEqual([]);
  });

  it('are removed once, and nobody else’s', async () => {
    const { double, place, hooks } = start();
    double.add('https://a.example/');
    double.add(URL);
    expect(await hooks.remove(place, URL)).toBe(true);
    expect(await hooks.remove(place, URL)).toBe(false);
    expect(double.hooks).toHaveLength(1);
  });

  it('are not said to be removed to who may see and not remove them', async () => {
    const { double, place, hooks } = start();
    double.add(URL);
    scripted.host.answer = seen =>
      seen.method === 'DELETE'
        ? { status: 404, body: { message: 'Not Found' } }
        : double.answer(seen);
    expect(await endOf(hooks.remove(place, URL))).toBe('missing');
  });

  it('have one when another replica made it in between', async () => {
    const { double, place, hooks } = start();
    let isFirst = true;
    scripted.host.answer = seen => {
      if (seen.method === 'POST' && isFirst) {
        isFirst = false;
        double.add(URL, 'of the other');
      }
      return double.answer(seen);
    };
    await hooks.ensure(place, HOOK);
    expect(double.hooks.some(({ secret }) => secret === 'new')).toBe(true);
    await hooks.ensure(place, HOOK);
    expect(double.hooks).toMatchObject([{ url: URL, secret: 'new' }]);
  });
});
