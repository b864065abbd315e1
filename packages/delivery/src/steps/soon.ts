import { pauseAfter, type StepContext } from '@towpath/workflow';

const BOUNDS = { shortest: 500, longest: 3_000 };

/** When a step looks again at what is under way elsewhere, as Argo CD at a sync: most of it is over within seconds. */
export function soon({
  stepStartedAt,
  now,
}: Pick<StepContext, 'stepStartedAt' | 'now'>) {
  return pauseAfter(now().getTime() - stepStartedAt.getTime(), BOUNDS);
}
