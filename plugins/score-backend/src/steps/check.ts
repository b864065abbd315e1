import type { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import { baselineBefore } from '@towpath/delivery';
import type { DriverCall } from '@towpath/plugin-score-node';
import { done, fail, wait, type Step } from '@towpath/workflow';
import type { Draft } from '../model/Draft';
import type { HadResource } from '../model/Proof';
import type { ResourceRecord } from '../model/ResourceRecord';
import {
  idsOf,
  sourceOf,
  type ProvisionInput,
  type ProvisionState,
} from '../model/runs';
import {
  isDelivered,
  type GonePlace,
  type ServicePlace,
} from '../model/ServicePlace';
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
      const { places, instances, resources, uses } = services;
      const entity = await places.entityForPortal(input.service);
      if (!entity) {
        return fail(`${input.service} is not in the catalog any more`);
      }
      try {
        const { body, place, frozen } = await planAgain(services, {
          ...{ entity, input, requestedBy: run.requestedBy },
          call: { signal, log },
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
        const had = input.removes
          ? (await resources.findLive(at)).map(toHad)
          : undefined;
        if (!isDelivered(place)) return done({ place, had });
        const baseline = await baselineBefore(context, {
          instances,
          findApplication: async () => place.application,
          service: place.service.name,
          images: [],
        });
        return done({ place, baseline, had });
      } catch (error) {
        if (isFinal(error)) return fail(error.message);
        throw error;
      }
    },
  };
}

/** The plan of now, of the same question as the one that was shown. */
function planAgain(
  { planner, removals }: StepServices,
  asked: {
    entity: Entity;
    input: ProvisionInput;
    requestedBy: string;
    call: DriverCall;
  },
): Promise<Draft<ServicePlace | GonePlace>> {
  const { entity, input, requestedBy, call } = asked;
  const { environment } = input;
  if (input.removes) return removals.plan({ entity, environment, requestedBy });
  const question = {
    ...{ entity, environment, requestedBy },
    source: sourceOf(input),
    ids: idsOf(input.resources),
    keepsUnused: input.promotion !== undefined,
  };
  return planner.plan(question, call);
}

function toHad(record: ResourceRecord): HadResource {
  const { id, uid, type, name, driver, request } = record;
  return { id, uid, type, class: record.class, name, driver, request };
}

const FINAL = ['InputError', 'ConflictError', 'NotFoundError'];

/** Whether a repetition would end the same way. */
export function isFinal(error: unknown): error is Error {
  return isError(error) && FINAL.includes(error.name);
}
