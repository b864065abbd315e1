import { isError } from '@backstage/errors';
import type { Plan, PlanRequest } from '@towpath/plugin-score-common';
import { makePlan } from './makePlan';
import type { KnownOptions } from './planOnceKnown';

/**
 * A plan for a dry run, which changes nothing: undefined for a service that an earlier step of the template would make.
 *
 * @throws ConflictError, and what the portal refuses
 */
export async function planIfKnown(
  request: PlanRequest,
  options: Omit<KnownOptions, 'timeoutMs'>,
): Promise<Plan | undefined> {
  try {
    return await makePlan(request, { ...options, timeoutMs: 0 });
  } catch (error) {
    const { cause } = error as Error;
    if (!isError(cause) || cause.name !== 'NotFoundError') throw error;
    options.log.add(
      'info',
      `Dry run: the portal does not know ${request.service}, so what it needs in ${request.environment} cannot be seen`,
    );
    return undefined;
  }
}
