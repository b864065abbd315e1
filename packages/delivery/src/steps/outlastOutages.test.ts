import { ServiceUnavailableError } from '@backstage/errors';
import { ArgoCdError, type ArgoCdProblem } from '@towpath/argocd';
import type { StepContext } from '@towpath/workflow';
import type { DeployState } from '../model/DeployState';
import { outlastOutages } from './outlastOutages';

const context = {
  stepStartedAt: new Date(),
  now: () => new Date(),
  state: {},
  signal: new AbortController().signal,
} as StepContext<unknown, DeployState>;

async function endingOf(problem: ArgoCdProblem, httpStatus?: number) {
  const error = new ArgoCdError({
    instance: 'main',
    operation: 'sync application "shop"',
    problem,
    reason: 'its own words',
    httpStatus,
  });
  const step = outlastOutages<unknown, DeployState>({
    name: 'sync',
    run: async () => {
      throw error;
    },
  });
  try {
    return await step.run(context);
  } catch {
    return 'tried again';
  }
}

it.each<[ArgoCdProblem, number | undefined]>([
  ['credentials', 401],
  ['forbidden', 403],
  ['not-found', 404],
  ['refused', 400],
  ['configuration', undefined],
])('tells a final no at once, in the words of Argo CD: %s', async (...no) => {
  expect(await endingOf(...no)).toEqual({
    type: 'fail',
    reason: 'Argo CD "main" could not sync application "shop": its own words',
    compensate: false,
  });
});

it.each<[ArgoCdProblem, number | undefined]>([
  ['unreachable', undefined],
  ['timeout', 408],
  ['server', 503],
])('waits while Argo CD cannot be asked: %s', async (...away) => {
  expect(await endingOf(...away)).toMatchObject({ type: 'wait' });
});

it.each<[ArgoCdProblem, number | undefined]>([
  ['conflict', 409],
  ['refused', 429],
  ['not-argocd', 200],
])('tries again what may pass by itself: %s', async (...passing) => {
  expect(await endingOf(...passing)).toBe('tried again');
});

it.each([
  ['that has just begun', 0, 1_000],
  ['that lasts', 20_000, 5_000],
  ['that lasts for long', 600_000, 10_000],
])('asks again soon in an outage %s', async (_which, lasted, milliseconds) => {
  const now = new Date();
  const since = new Date(now.getTime() - lasted);
  const step = outlastOutages<unknown, DeployState>({
    name: 'sync',
    run: async () => {
      throw new ServiceUnavailableError('it restarts');
    },
  });
  expect(
    await step.run({
      ...context,
      now: () => now,
      stepStartedAt: since,
      state: { outageSince: since.toISOString() },
    }),
  ).toMatchObject({ every: { milliseconds } });
});
