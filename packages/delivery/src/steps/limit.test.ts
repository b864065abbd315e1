import { ConfigReader } from '@backstage/config';
import { ArgoCdInstances } from '@towpath/argocd';
import { ArgoCdDouble, sampleApplication } from '@towpath/argocd/testUtils';
import { wait, type StepContext } from '@towpath/workflow';
import { progressMinutes } from '../application/progressDeadline';
import type { DeployState } from '../model/DeployState';
import { withinLimit } from './limit';

const signal = new AbortController().signal;
const START = Date.parse('2026-11-28T10:00:00Z');

async function after(minutes: number, ownMinutes?: number) {
  const context = {
    stepStartedAt: new Date(START),
    now: () => new Date(START + minutes * 60_000),
    state: {},
    signal,
  } as StepContext<unknown, DeployState>;
  const waiting = wait<DeployState>({ every: { seconds: 3 }, reason: 'why' });
  const timeoutMinutes = ownMinutes === undefined ? 10 : undefined;
  const limit = { timeoutMinutes, compensate: true };
  return withinLimit(context, waiting, limit, {
    lack: 'Not healthy',
    ownMinutes: async () => ownMinutes ?? 60,
  });
}

it('leaves a workload the time that it gives itself', async () => {
  expect(await after(9, 21)).toMatchObject({ type: 'wait' });
  expect(await after(20, 21)).toMatchObject({ type: 'wait' });
  expect(await after(21, 21)).toMatchObject({
    type: 'fail',
    reason: 'Not healthy after 21 min. why',
    compensate: true,
  });
});

it('is what the environment says where it says so, and no shorter for a quick workload', async () => {
  expect(await after(10)).toMatchObject({ type: 'fail' });
  expect(await after(9, 2)).toMatchObject({ type: 'wait' });
  expect(await after(10, 2)).toMatchObject({ type: 'fail' });
});

it.each<[string, object[] | null, number]>([
  [
    'the longest of its Deployments',
    [{}, { progressDeadlineSeconds: 1800 }],
    31,
  ],
  ['as usual', [{}], 11],
  ['a short one', [{ progressDeadlineSeconds: 5 }], 2],
  ['none', null, 0],
])(
  'reads how long Deployments may take to come up: %s',
  async (_, specs, minutes) => {
    const double = await ArgoCdDouble.start();
    const config = { argocd: { instances: [double.config] } };
    const instances = ArgoCdInstances.fromConfig(new ConfigReader(config));
    double.applications.put(sampleApplication('shop'));
    const items = specs?.map(spec => ({
      group: 'apps',
      kind: 'Deployment',
      name: 'shop',
      targetState: JSON.stringify({ spec }),
      liveState: 'null',
    }));
    double.fail(/managed-resources/, 200, { items: items ?? null });
    const shop = { name: 'shop', project: 'default' };

    expect(await progressMinutes(instances.get(), shop, signal)).toBe(minutes);

    await instances.close();
    await double.stop();
  },
);
