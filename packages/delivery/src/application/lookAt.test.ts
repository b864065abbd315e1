import { ConfigReader } from '@backstage/config';
import { ArgoCdInstances, type ApplicationStatus } from '@towpath/argocd';
import { ArgoCdDouble, sampleApplication } from '@towpath/argocd/testUtils';
import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from '../model/Effect';
import { lookAt } from './lookAt';
import { isHeldByWindow } from './syncWindow';

const SHA = 'a'.repeat(40);
const repositories = {
  open: () => ({ log: async () => [{}] }),
} as unknown as GitRepositories;
const effect: Effect = {
  mark: { name: 'towpath.dev/promotion', value: '7' },
  commit: { repository: 'http://git.example/gitops', branch: 'main', sha: SHA },
};
const signal = new AbortController().signal;

let double: ArgoCdDouble;
let instances: ArgoCdInstances;

beforeEach(async () => {
  double = await ArgoCdDouble.start();
  const config = { argocd: { instances: [double.config] } };
  instances = ArgoCdInstances.fromConfig(new ConfigReader(config));
});

afterEach(async () => {
  await instances.close();
  await double.stop();
});

function look(status: ApplicationStatus) {
  double.applications.put(sampleApplication('shop', status));
  const target = {
    instance: 'main',
    name: 'shop',
    project: 'default',
    url: '',
  };
  return lookAt(repositories, instances.get(), target, effect, signal);
}

const refreshes = () =>
  double.requests.filter(({ query }) => query.has('refresh')).length;

const seen = { status: 'Synced', revision: SHA } as const;
const finishedAt = '2026-11-23T09:30:00Z';

it.each<[string, ApplicationStatus, number]>([
  ['what was written is seen', { sync: seen }, 0],
  ['it is not seen yet', { sync: { ...seen, revision: 'b'.repeat(40) } }, 1],
  ['the repository cannot be read', { sync: { ...seen, revision: 'main' } }, 1],
  [
    'health is older than the sync',
    {
      sync: seen,
      operationState: { phase: 'Succeeded', finishedAt },
      reconciledAt: '2026-11-23T09:00:00Z',
    },
    1,
  ],
  [
    'it was compared with other sources than it has now',
    { sync: { ...seen, comparedTo: { source: { repoURL: 'http://other' } } } },
    1,
  ],
  [
    'nothing tells which of its resources is not healthy',
    {
      sync: seen,
      health: { status: 'Suspended' },
      resources: [{ kind: 'CronJob', name: 'nightly' }],
    },
    1,
  ],
  [
    'what is not healthy is told',
    {
      sync: seen,
      health: { status: 'Suspended' },
      resources: [
        { kind: 'CronJob', name: 'nightly', health: { status: 'Suspended' } },
        { kind: 'ConfigMap', name: 'settings' },
      ],
    },
    0,
  ],
])(
  'has Argo CD compare anew only where that tells more: %s',
  async (_, status, times) => {
    await look(status);

    expect(refreshes()).toBe(times);
  },
);

it('does with what is known while the controller does not answer a refresh', async () => {
  double.meddle(({ query }, response) => {
    if (!query.has('refresh')) return false;
    response.writeHead(408, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: 1, message: 'context canceled' }));
    return true;
  });

  const { status } = await look({ sync: { ...seen, revision: 'old' } });

  expect(status?.sync?.revision).toBe('old');
});

it.each([
  ['Running', 'Sync operation blocked by sync window', true, true],
  ['Running', 'waiting for healthy state of Deployment/shop', false, false],
  ['Terminating', 'operation is terminating', false, true],
  ['Terminating', 'operation is terminating', true, false],
  ['Succeeded', 'Sync operation blocked by sync window', false, false],
] as const)(
  'knows an operation that a window holds: %s, %s, open: %s',
  async (phase, message, isOpen, held) => {
    double.isWindowOpen = isOpen;
    const one = sampleApplication('shop', {
      operationState: { phase, message },
    });
    double.applications.put(one);
    const target = {
      instance: 'main',
      name: 'shop',
      project: 'default',
      url: '',
    };

    expect(await isHeldByWindow(instances.get(), target, one, signal)).toBe(
      held,
    );
  },
);
