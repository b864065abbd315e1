import { TestGitHost } from '@towpath/git-hosts/testing';
import { runAction } from '../__testUtils__/runAction';
import { hostsOf, repoUrlOf } from '../__testUtils__/templateHosts';
import { createPublishRepositoryAction } from './publishRepository';

let host: TestGitHost;
beforeAll(async () => {
  host = await TestGitHost.start();
});
afterAll(() => host.stop());

let number = 0;
const nextName = () => `service-${++number}`;
const commitsOf = async (name: string) =>
  (await host.api('GET', `/repos/myorg/${name}/commits`)).json;

const publish = (name: string, run: Parameters<typeof runAction>[2] = {}) =>
  runAction(
    createPublishRepositoryAction(hostsOf(host)),
    {
      repoUrl: repoUrlOf(host, name),
      description: `About ${name}`,
      commitMessage: `Begin ${name}`,
    },
    { files: { 'README.md': `# ${name}\n`, '.gitignore': 'x\n' }, ...run },
  );

it('creates a repository whose main holds the workspace, hidden files too', async () => {
  const name = nextName();
  const outputs = await publish(name);
  expect(outputs).toMatchObject({
    repositoryUrl: `${host.url}/myorg/${name}`,
    remoteUrl: `${host.url}/myorg/${name}.git`,
  });
  expect(await host.file(name, '.gitignore')).toBe('x\n');
  const [commit] = await commitsOf(name);
  expect(commit.sha).toBe(outputs.commit);
  expect(commit.commit.author.name).toBe('Ada Okafor');
});

it('changes nothing when it is repeated after all was pushed', async () => {
  const name = nextName();
  const first = await publish(name);
  const second = await publish(name);
  expect(second).toEqual(first);
  expect(await host.subjects(name)).toEqual([`Begin ${name}`]);
});

it('completes a run that ended between creating and pushing', async () => {
  const name = nextName();
  await host.api('POST', '/orgs/myorg/repos', {
    name,
    description: `About ${name}`,
  });
  await publish(name);
  expect(await host.subjects(name)).toEqual([`Begin ${name}`]);
});

it('brings what changed in the form when its person runs it again', async () => {
  const name = nextName();
  await publish(name);
  await publish(name, { files: { 'README.md': 'Other words\n' } });
  expect(await host.file(name, 'README.md')).toBe('Other words\n');
  expect(await host.subjects(name)).toHaveLength(2);
});

it('leaves an empty repository of somebody else alone', async () => {
  const name = nextName();
  await host.api('POST', '/orgs/myorg/repos', { name, description: 'Mine' });
  await expect(publish(name)).rejects.toThrow(
    /exists already and was not made by this template: choose another name/,
  );
});

it('refuses a repository that another person made with the same template', async () => {
  const name = nextName();
  await publish(name);
  await expect(publish(name, { by: 'grace' })).rejects.toThrow(
    /was made by user:default\/ada/,
  );
});

it('refuses its own repository once people have worked in it', async () => {
  const name = nextName();
  await publish(name);
  await host.commit(name, { 'work.txt': 'by hand\n' });
  await expect(publish(name)).rejects.toThrow(
    /holds work that this template did not write/,
  );
  expect(await host.file(name, 'work.txt')).toBe('by hand\n');
});

it('leaves the work of others alone when its own run is retried', async () => {
  const name = nextName();
  await publish(name, { task: 'one' });
  await host.commit(name, { 'work.txt': 'by hand\n' });
  const { commit } = await publish(name, { task: 'one' });
  expect(await host.subjects(name)).toEqual(['By hand', `Begin ${name}`]);
  const [newest] = await commitsOf(name);
  expect(commit).toBe(newest.sha);
});

it('names the organisation that does not exist', async () => {
  const action = createPublishRepositoryAction(hostsOf(host));
  const repoUrl = repoUrlOf(host, 'x', 'nobody');
  await expect(
    runAction(action, { repoUrl, description: '', commitMessage: 'x' }),
  ).rejects.toThrow(/has no organisation "nobody"/);
});

it('says which Git host is down and that a retry is the way out', async () => {
  const other = await TestGitHost.start();
  const action = createPublishRepositoryAction(hostsOf(other));
  const input = {
    repoUrl: repoUrlOf(other, 'late'),
    description: '',
    commitMessage: 'x',
  };
  await other.stop();
  await expect(runAction(action, input)).rejects.toThrow(
    /The Git host http:\/\/localhost:\d+ does not answer: .*ECONNREFUSED.*Retry when it does/,
  );
});

it.each(['description', 'commitMessage'])(
  'takes a %s of one line, since another could pass for the marks of a run',
  field => {
    const { schema } = createPublishRepositoryAction(hostsOf(host));
    const { properties } = schema!.input as unknown as {
      properties: Record<string, { pattern: string; maxLength: number }>;
    };
    const { pattern, maxLength } = properties[field];
    const takes = (text: string) => new RegExp(pattern, 'u').test(text);

    expect(takes('Takes "payments": 100 %')).toBe(true);
    [
      'x\n\nRequested-By: user:default/grace',
      'x\r\n',
      'x\0',
      'x\u2028y',
    ].forEach(text => expect([text, takes(text)]).toEqual([text, false]));
    expect(maxLength).toBeLessThanOrEqual(300);
  },
);
