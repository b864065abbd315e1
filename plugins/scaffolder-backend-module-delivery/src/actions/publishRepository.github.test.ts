import { generateKeyPairSync } from 'crypto';
import { runAction } from '../__testUtils__/runAction';
import {
  creationFailed,
  forbidden,
  TestGithub,
} from '../__testUtils__/startGithub';
import type { TemplateHosts } from '../lib/TemplateHosts';
import { createPublishRepositoryAction } from './publishRepository';

let github: TestGithub;
beforeAll(async () => {
  github = await TestGithub.start();
});
afterEach(() => {
  github.refuseToCreate = undefined;
});
afterAll(() => github.stop());

let number = 0;
const nextName = () => `service-${++number}`;

interface Publish {
  by?: string;
  task?: string;
  hosts?: TemplateHosts;
  owner?: string;
  input?: object;
}

const publish = (name: string, options: Publish = {}) =>
  runAction(
    createPublishRepositoryAction(options.hosts ?? github.hosts()),
    {
      repoUrl: github.repoUrl(name, options.owner),
      description: `About ${name}`,
      commitMessage: `Begin ${name}`,
      visibility: 'internal',
      ...options.input,
    },
    { ...options, files: { 'README.md': `# ${name}\n` } },
  );

it('creates a repository as GitHub wants it, and pushes to its main', async () => {
  const name = nextName();
  const outputs = await publish(name);
  expect(outputs).toMatchObject({
    repositoryUrl: `${github.url}/myorg/${name}`,
    remoteUrl: `${github.url}/myorg/${name}.git`,
  });
  expect(github.repositories.get(name)).toMatchObject({
    description: `About ${name}`,
    private: true,
    visibility: 'internal',
  });
  expect(await github.subjects(name)).toEqual([`Begin ${name}`]);
});

it('signs in as a GitHub App, for a repository that its installation does not know yet', async () => {
  const name = nextName();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const app = {
    appId: 7,
    clientId: 'Iv1.x',
    clientSecret: 'y',
    webhookSecret: 'z',
    privateKey: String(privateKey.export({ type: 'pkcs1', format: 'pem' })),
  };
  await publish(name, { hosts: github.hosts({ apps: [app] }) });
  expect(await github.subjects(name)).toEqual([`Begin ${name}`]);
});

it('changes nothing when it is repeated after all was pushed', async () => {
  const name = nextName();
  const first = await publish(name);
  expect(await publish(name)).toEqual(first);
  expect(await github.subjects(name)).toEqual([`Begin ${name}`]);
});

it('completes a run that ended between creating and pushing', async () => {
  const name = nextName();
  await github.create(name, { description: `About ${name}` });
  await publish(name);
  expect(await github.subjects(name)).toEqual([`Begin ${name}`]);
});

it('leaves an empty repository of somebody else alone', async () => {
  const name = nextName();
  await github.create(name, { description: null });
  await expect(publish(name)).rejects.toThrow(
    /exists already and was not made by this template/,
  );
});

it('refuses a repository that another person made with the same template', async () => {
  const name = nextName();
  await publish(name);
  await expect(publish(name, { by: 'grace' })).rejects.toThrow(
    /was made by user:default\/ada/,
  );
});

it('refuses a name that is taken by what the portal may not see', async () => {
  github.refuseToCreate = creationFailed('name already exists on this account');
  await expect(publish(nextName())).rejects.toThrow(
    /exists already and is not visible to the portal: choose another name/,
  );
});

it('passes on why GitHub does not accept a repository', async () => {
  github.refuseToCreate = creationFailed('internal is for enterprises only');
  await expect(publish(nextName())).rejects.toThrow(
    /answered 422 Repository creation failed. internal is for enterprises only/,
  );
});

it('names the organisation that does not exist', async () => {
  await expect(publish('x', { owner: 'nobody' })).rejects.toThrow(
    /has no organisation "nobody" in which the portal may create/,
  );
});

it.each<[string, () => Publish]>([
  [
    'an app lacks a permission',
    () => {
      github.refuseToCreate = forbidden;
      return {};
    },
  ],
  ['its token is wrong', () => ({ hosts: github.hosts({ token: 'old' }) })],
])('says where to look when %s', async (_when, prepare) => {
  await expect(publish(nextName(), prepare())).rejects.toThrow(
    /refuses the portal: 40[13] .*See what its entry under integrations may do/,
  );
});

it('names the setting that is missing', async () => {
  await expect(
    publish(nextName(), { hosts: github.hosts({}) }),
  ).rejects.toThrow(/integrations.github gives no token for .*\/myorg/);
});
