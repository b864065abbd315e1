import { TestGitHost } from '@towpath/git-hosts/testing';
import { runAction } from '../__testUtils__/runAction';
import { hostsOf, repoUrlOf } from '../__testUtils__/templateHosts';
import { createAddOverlaysAction } from './addOverlays';
import { createAwaitVersionAction } from './awaitVersion';

let host: TestGitHost;
beforeAll(async () => {
  host = await TestGitHost.start();
  await host.createRepository('gitops', { 'README.md': '# GitOps\n' });
});
afterAll(() => host.stop());

let number = 0;
const nextService = () => `service-${++number}`;
const FILE = 'overlays/dev/kustomization.yaml';
const overlay = (service: string, tag: string) =>
  `images:\n  - name: registry.myorg.example/${service}\n    newTag: '${tag}'\n`;

const add = (service: string, by?: string) =>
  runAction(
    createAddOverlaysAction(hostsOf(host)),
    { repoUrl: repoUrlOf(host, 'gitops'), service, sourcePath: 'gitops' },
    { by, files: { [`gitops/${FILE}`]: overlay(service, '0.0.0') } },
  );

it('adds the folder in one commit that says for whom', async () => {
  const service = nextService();
  const { path } = await add(service);
  expect(path).toBe(`apps/${service}`);
  expect(await host.file('gitops', `${path}/${FILE}`)).toMatch('0.0.0');
  const [message] = await host.messages('gitops');
  expect(message).toContain(`Towpath-Service: ${service}`);
});

it('finds its earlier commit after a crash, and leaves newer versions alone', async () => {
  const service = nextService();
  const first = await add(service);
  await host.commit('gitops', { [`apps/${service}/later.txt`]: 'by hand\n' });
  const before = await host.subjects('gitops');
  expect(await add(service)).toEqual(first);
  expect(await host.subjects('gitops')).toEqual(before);
});

it('refuses a folder that somebody else added', async () => {
  const service = nextService();
  await add(service);
  await expect(add(service, 'grace')).rejects.toThrow(
    new RegExp(`apps/${service} in .* exists already`),
  );
});

it('lands when other services are added at the same time', async () => {
  const services = [nextService(), nextService(), nextService()];
  await Promise.all(services.map(service => add(service)));
  for (const service of services)
    expect(await host.file('gitops', `apps/${service}/${FILE}`)).toBeTruthy();
});

it.each(['../escape', 'Upper', 'a b', '-a', ''])(
  'refuses "%s" as a folder',
  async service => {
    await expect(add(service)).rejects.toThrow(/cannot name a folder/);
  },
);

// dev is deployed by itself, into the namespace of that name.
it.each(['default', 'argocd', 'kube-system'])(
  'refuses "%s", which the cluster has for itself',
  async service => {
    await expect(add(service)).rejects.toThrow(
      new RegExp(`"${service}" is a namespace of the cluster's own`),
    );
  },
);

it.each(['true', 'null', 'no'])(
  'refuses "%s", which YAML reads as something else than text',
  async service => {
    await expect(add(service)).rejects.toThrow(
      new RegExp(`"${service}" is a word of YAML's own`),
    );
  },
);

describe('delivery:await-version', () => {
  const wait = (service: string, more: object = {}, signal?: AbortSignal) =>
    runAction(
      createAwaitVersionAction(hostsOf(host)),
      {
        repoUrl: repoUrlOf(host, 'gitops'),
        service,
        environment: 'dev',
        notVersion: '0.0.0',
        timeoutMinutes: 1,
        ...more,
      },
      { signal },
    );

  it('answers the version once the overlay names one', async () => {
    const service = nextService();
    await add(service);
    const waiting = wait(service);
    await host.commit('gitops', {
      [`apps/${service}/${FILE}`]: overlay(service, '0.1.0'),
    });
    expect(await waiting).toEqual({ version: '0.1.0' });
  });

  it('ends with words when the time is over', async () => {
    const service = nextService();
    await add(service);
    await expect(
      wait(service, { timeoutMinutes: 0.0001, hint: 'Look there.' }),
    ).rejects.toThrow(
      /still names no version after 0.0001 minutes.*Look there/,
    );
  });

  it('ends at once when the run is cancelled', async () => {
    const service = nextService();
    await add(service);
    await expect(
      wait(service, {}, AbortSignal.abort(new Error('cancelled'))),
    ).rejects.toThrow();
  });
});
