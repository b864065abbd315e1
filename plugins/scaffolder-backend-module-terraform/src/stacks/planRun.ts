import { InputError } from '@backstage/errors';
import type { StackPlan } from '@towpath/plugin-terraform-stacks-common';
import { followRun, type FollowOptions } from './followRun';
import type { PlannedRequest } from './StackClient';

/** A run that has planned. */
interface PlannedRun {
  id: string;
  plan: StackPlan;
}

/**
 * Has a run plan, or finds the one that this step has begun before.
 *
 * @param name of the step; absent for a run of its own each time
 * @throws InputError with what Terraform says when there is no plan
 */
export async function planRun(
  request: PlannedRequest,
  name: string | undefined,
  following: Omit<FollowOptions, 'until'>,
): Promise<PlannedRun> {
  const { client, signal } = following;
  signal?.throwIfAborted();
  const id = await client.begin(request, name);
  const run = await followRun(id, {
    ...following,
    until: ({ plan }) => plan !== undefined,
  });
  if (run.plan) return { id, plan: run.plan };
  throw new InputError(run.reason ?? `The run ended as ${run.status}`);
}
