import type { ApplicationStatus } from '@towpath/argocd';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import {
  application,
  component,
  environment,
  statusOf,
} from '../__testUtils__/entities';
import { toClaimingService } from '@towpath/plugin-environment-node';
import { readFacts } from './ApplicationFacts';
import { FeedState } from './FeedState';

const NOW = new Date('2026-11-20T12:00:00Z');
const factsOf = (status: ApplicationStatus) =>
  readFacts('main', application('shop', 'dev', statusOf('shop:1.0.0', status)));

function followDev() {
  const state = new FeedState({ applications: [], deployments: [] });
  state.setCatalog(
    [toClaimingService(component('shop'))],
    [environment('dev', 'development') as EnvironmentEntityV1alpha1],
  );
  state.takeChanges(NOW);
  return state;
}

describe('who waits for a change', () => {
  const { signal } = new AbortController();

  it('hears of one that comes while it waits, and does not wait for the next look', async () => {
    const state = followDev();
    const heard = state.changed(signal);
    state.set(factsOf({}));
    await expect(heard).resolves.toBeUndefined();
  });

  it('hears of one that came before it began to wait', async () => {
    const state = followDev();
    state.set(factsOf({}));
    await expect(state.changed(signal)).resolves.toBeUndefined();
  });

  it('ends with its signal where nothing changes', async () => {
    const over = new AbortController();
    const heard = followDev().changed(over.signal);
    over.abort();
    await expect(heard).rejects.toThrow('aborted');
  });
});

it('names the service whose sync runs, though its deployment stays as it is', () => {
  const state = followDev();
  state.set(factsOf({}));
  state.takeChanges(NOW);
  state.set(factsOf({ operationState: { phase: 'Running' } }));
  const { applications } = state.takeChanges(NOW);
  expect(state.servicesOf(applications)).toEqual(['component:default/shop']);
});
