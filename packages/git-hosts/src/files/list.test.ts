import {
  hostsOf,
  pageIn,
  TYPES,
  useScriptedHost,
} from '../__testUtils__/scriptedHosts';

const scripted = useScriptedHost();

const NAMES = ['score.yaml', 'score.prod.yaml', 'deploy', 'README.md', 'ä b'];
const filesOf = (type: (typeof TYPES)[number]) => {
  const hosts = hostsOf(scripted.host, type);
  const place = hosts.locate(`${scripted.host.url}/myorg/shop`);
  const { files } = hosts.of(place);
  return (path: string) => files.list(place, { path, ref: 'main' });
};

it.each(TYPES)('%s names what is in a folder, all of it', async type => {
  const items = NAMES.map(name => ({ name, type: 'file' }));
  scripted.host.answer = seen =>
    type === 'gitlab' ? pageIn(items, seen) : { status: 200, body: items };
  for (const path of ['', 'a folder/b']) {
    expect((await filesOf(type)(path))?.sort()).toEqual([...NAMES].sort());
  }
  expect(decodeURIComponent(scripted.host.seen.at(-1)!.url)).toContain(
    'a folder/b',
  );
});

it.each(TYPES)(
  '%s tells no folder from one that could not be asked for',
  async type => {
    const list = filesOf(type);
    scripted.host.answer = () => ({ status: 404, body: { message: 'no' } });
    expect(await list('deploy')).toBeUndefined();
    scripted.host.answer = () => ({ status: 403, body: { message: 'no' } });
    await expect(list('deploy')).rejects.toThrow();
    await expect(list('../other')).rejects.toThrow('path "../other"');
  },
);

it.each(TYPES)('%s takes no file for an empty folder', async type => {
  const file = { name: 'score.yaml', type: 'file' };
  scripted.host.answer = () => ({
    status: 200,
    body: type === 'gitlab' ? [] : file,
  });
  await expect(filesOf(type)('score.yaml')).rejects.toMatchObject({
    name: 'ConflictError',
    message: expect.stringContaining('score.yaml is no folder'),
  });
});

it('takes as much of a folder as GitHub tells at most for a part of it', async () => {
  const body = Array.from({ length: 1_000 }, (_, at) => ({ name: `${at}` }));
  scripted.host.answer = () => ({ status: 200, body });
  await expect(filesOf('github')('')).rejects.toThrow('1000 files or more');
});
