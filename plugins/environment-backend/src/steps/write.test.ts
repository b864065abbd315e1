import { ConfigReader } from '@backstage/config';
import { ArgoCdInstances } from '@towpath/argocd';
import { ArgoCdDouble, sampleApplication } from '@towpath/argocd/testUtils';
import { outlastOutages } from '@towpath/delivery';
import type { StepContext } from '@towpath/workflow';
import type { DeliveryState, PromotionInput } from '../model/runs';
import type { StepServices } from './StepServices';
import { writeStep } from './write';

let double: ArgoCdDouble;
let instances: ArgoCdInstances;
let commits: number;

beforeEach(async () => {
  double = await ArgoCdDouble.start();
  const config = { argocd: { instances: [double.config] } };
  instances = ArgoCdInstances.fromConfig(new ConfigReader(config));
  commits = 0;
});

afterEach(async () => {
  await instances.close();
  await double.stop();
});

function write() {
  const plan = {
    service: { ref: 'component:default/shop', name: 'shop' },
    from: 'dev',
    to: 'prod',
    version: '1.1.0',
    delivery: 'commit',
    target: {
      type: 'git',
      repository: 'http://git',
      branch: 'main',
      edits: [],
    },
    application: {
      instance: 'main',
      name: 'shop',
      project: 'default',
      url: '',
    },
  };
  const services = {
    instances,
    deployments: { find: async () => undefined },
    writes: { add: async () => {} },
    repositories: {
      open: () => ({
        commitUrl: () => undefined,
        commit: async () => {
          commits += 1;
          return { created: true, sha: 'abc', base: 'def', values: [] };
        },
      }),
    },
  } as unknown as StepServices;
  const input = { plan, automatic: false };
  const context = {
    runId: '7',
    input,
    state: {},
    run: { input, state: {}, requestedBy: 'user:default/ada' },
    stepStartedAt: new Date(),
    now: () => new Date(),
    signal: new AbortController().signal,
    log: { info() {} },
  } as unknown as StepContext<PromotionInput, DeliveryState>;
  return outlastOutages(writeStep(services)).run(context);
}

it('writes nothing that Argo CD would not deploy: the token was revoked', async () => {
  double.applications.put(sampleApplication('shop'));
  double.isTokenKnown = false;

  expect(await write()).toMatchObject({
    type: 'fail',
    reason: expect.stringContaining(
      'The token is refused: it may have expired or been revoked',
    ),
  });
  expect(commits).toBe(0);
});

it('writes nothing that Argo CD would not deploy: the application is gone', async () => {
  expect(await write()).toMatchObject({
    type: 'fail',
    reason: expect.stringContaining('"shop" not found'),
  });
  expect(commits).toBe(0);
});

it('writes while Argo CD is away, which sees it when it is back', async () => {
  double.fail(/applications/, 503, 'no upstream', 9);

  expect(await write()).toMatchObject({ type: 'done' });
  expect(commits).toBe(1);
});
