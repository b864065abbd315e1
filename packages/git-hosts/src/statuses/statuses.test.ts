import {
  hostsOf,
  pageIn,
  pageOf,
  SHOP,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';
import { failureOf } from '../index';

const SHA = 'a'.repeat(40);

const scripted = useScriptedHost();

/** In the fields of all three hosts. */
const told = (id: number, context: string, state: string) => ({
  id,
  context,
  name: context,
  state,
  status: state,
  description: `no. ${id}`,
  target_url: 'https://portal.example/plan',
});

describe.each(TYPES)('what is said of a commit on %s', type => {
  const at = () => {
    const hosts = hostsOf(scripted.host, type);
    const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
    return { place, ...hosts.of(place) };
  };

  it('is the newest of each context, on whichever page', async () => {
    const all = [
      told(4, 'ci', 'pending'),
      told(1, 'ci', 'success'),
      told(2, 'plan', 'success'),
      told(9, 'plan', 'pending'),
      told(5, 'ci', 'success'),
    ];
    scripted.host.answer = seen => pageIn(all, seen);
    const { place, statuses } = at();
    const url = 'https://portal.example/plan';
    const said = await statuses.list(place, SHA);
    expect(scripted.host.seen[0].url).toContain(
      {
        gitea: `${SHOP.gitea}/statuses/${SHA}?`,
        github: `${SHOP.github}/commits/${SHA}/statuses?`,
        gitlab: `${SHOP.gitlab}/repository/commits/${SHA}/statuses?all=true`,
      }[type],
    );
    expect(said).toEqual([
      { context: 'ci', state: 'success', description: 'no. 5', url },
      { context: 'plan', state: 'pending', description: 'no. 9', url },
    ]);
  });

  it('is not known while a page is missing, or a word is', async () => {
    const all = [told(1, 'ci', 'success'), told(2, 'a', 'success')];
    const { place, statuses } = at();
    const end = async () =>
      failureOf(await statuses.list(place, SHA).catch(error => error))?.ending;
    scripted.host.answer = seen =>
      pageOf(seen) === 2
        ? { status: 503, body: '' }
        : pageIn([...all, told(3, 'b', 'success')], seen);
    expect(await end()).toBe('away');
    scripted.host.answer = seen => pageIn([...all, told(3, 'b', 'fine')], seen);
    expect(await end()).toBe('not-understood');
  });

  it('is said with a page that tells the rest', async () => {
    scripted.host.answer = () => ({ status: 201, body: {} });
    const { place, statuses } = at();
    await statuses.set(place, SHA, {
      context: 'towpath/plan',
      state: 'pending',
      description: 'Plans',
      url: 'https://portal.example/plan',
    });
    const [{ url, body }] = scripted.host.seen;
    expect(url).toBe(`${SHOP[type]}/statuses/${SHA}`);
    expect(body).toMatchObject({
      state: 'pending',
      [type === 'gitlab' ? 'name' : 'context']: 'towpath/plan',
      description: 'Plans',
      target_url: 'https://portal.example/plan',
    });
  });

  it('is said of no branch, and leads to no other part of the API', async () => {
    const { place, statuses } = at();
    const status = { context: 'a', state: 'error', description: '' } as const;
    for (const sha of ['main', 'abc', '', `../../${SHA}`]) {
      await expect(statuses.set(place, sha, status)).rejects.toThrow(
        /is no commit/,
      );
      await expect(statuses.list(place, sha)).rejects.toThrow(/is no commit/);
    }
    expect(scripted.host.seen).toEqual([]);
  });

  it('is refused to who may not say it', async () => {
    scripted.host.answer = () => ({
      status: 403,
      body: { message: 'not you' },
    });
    const { place, statuses } = at();
    const status = { context: 'a', state: 'error', description: '' } as const;
    const error = await statuses.set(place, SHA, status).catch(one => one);
    expect(failureOf(error)?.ending).toBe('denied');
    expect(scripted.host.seen).toHaveLength(1);
  });
});

describe('GitLab, which refuses to make a status what it is', () => {
  const answers = (before: string) => {
    scripted.host.answer = ({ method }) =>
      method === 'POST'
        ? {
            status: 400,
            body: {
              message:
                'Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via "enqueue")',
            },
          }
        : {
            status: 200,
            body: [told(1, 'plan', before)],
            headers: { 'x-total': '1' },
          };
    const hosts = hostsOf(scripted.host, 'gitlab');
    const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
    return hosts.of(place).statuses.set(place, SHA, {
      context: 'plan',
      state: 'pending',
      description: '',
    });
  };

  it('has been told already', async () => {
    await expect(answers('pending')).resolves.toBeUndefined();
  });

  it('refuses what it is not', async () => {
    await expect(answers('success')).rejects.toThrow(/Cannot transition/);
  });
});

it('tells GitHub no more of a description than it takes', async () => {
  scripted.host.answer = () => ({ status: 201, body: {} });
  const hosts = hostsOf(scripted.host, 'github');
  const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
  await hosts.of(place).statuses.set(place, SHA, {
    context: 'plan',
    state: 'success',
    description: 'x'.repeat(500),
  });
  expect(String(scripted.host.seen[0].body?.description)).toHaveLength(140);
});
