import { isError } from '@backstage/errors';
import { baselineBefore } from '@towpath/delivery';
import { done, fail, wait, type Step } from '@towpath/workflow';
import { idsOf, type ProvisionInput, type ProvisionState } from '../model/runs';
import { begunBy, digestSinceShown } from './sinceShown';
import type { StepServices } from './StepServices';

const AFTER_A_FREEZE = { seconds: 30 };

/** Makes the plan once more. What would be done now has to be what was shown, or nothing is done. */
export function checkStep(
  services: StepServices,
): Step<ProvisionInput, ProvisionState> {
  return {
    name: 'check',
    harmless: true,
    async run(context) {
      const { input, run, signal, log } = context;
      const { planner, places, instances, resources, uses } = services;
      const entity = await places.entityForPortal(input.service);
      if (!entity) {
        return fail(`${input.service} is not in the catalog any more`);
      }
      const question = {
        entity,
        environment: input.environment,
        text: input.text,
        url: input.source,
        requestedBy: run.requestedBy,
        ids: idsOf(input.resources),
        keepsUnused: input.promotion !== undefined,
      };
      try {
        const { body, place, frozen } = await planner.plan(question, {
          signal,
          log,
        });
        if (frozen) return wait({ every: AFTER_A_FREEZE, reason: frozen });
        if (body.whyNot) return fail(body.whyNot);
        const at = {
          service: place.service.ref,
          environment: place.environment.name,
        };
        const begun = await begunBy(run.id, at, { resources, uses });
        if (digestSinceShown(body, input, begun) !== input.digest) {
          return fail(
            'What would be done is not what was shown any more: something has changed since. Plan again and look at the difference',
          );
        }
        const baseline = await baselineBefore(context, {
          instances,
          findApplication: async () => place.application,
          service: place.service.name,
          images: [],
        });
        return done({ place, baseline });
      } catch (error) {
        if (isFinal(error)) return fail(error.message);
        throw error;
      }
    },
  };
}

const FINAL = ['InputError', 'ConflictError', 'NotFoundError'];

/** Whether a repetition would end the same way. */
export function isFinal(error: unknown): error is Error {
  return isError(error) && FINAL.includes(error.name);
}
