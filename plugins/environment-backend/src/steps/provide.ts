import { posix } from 'node:path';
import { soon } from '@towpath/delivery';
import type { WrittenFile } from '@towpath/plugin-environment-common';
import type { DeliveryStrategy } from '@towpath/plugin-environment-node';
import {
  done,
  fail,
  wait,
  type Step,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import type { PlannedNeeds } from '../model/PromotionPlan';
import { planOf, type DeliveryState, type PromotionInput } from '../model/runs';
import type { StepServices } from './StepServices';

type Context = StepContext<PromotionInput, DeliveryState>;

/** Has what the version newly needs provided, before anything is written. Where nothing is needed it is over at once. */
export function provideStep(
  services: StepServices,
): Step<PromotionInput, DeliveryState> {
  return {
    name: 'provide',
    retryFrom: 'gates',
    async run(context) {
      const { needs } = planOf(context);
      if (!needs) return done({ files: undefined });
      const strategy = services.strategies.find(needs.strategy);
      if (!strategy) {
        return fail(
          `The portal has no delivery strategy "${needs.strategy}" any more, so what the version needs cannot be provided`,
        );
      }
      const answer = await ask(strategy, needs, context);
      switch (answer.state) {
        case 'failed':
          return fail(answer.reason);
        case 'done':
          return keep(answer.files, context);
        default:
          return wait({ every: soon(context), reason: answer.reason });
      }
    },
    // A cancel lets the try at hand return: what it begins is there before the strategy is told to give up.
    settle: async () => undefined,
  };
}

/** A strategy writes into the folder that the version is written into, and nowhere else. */
function keep(
  files: WrittenFile[],
  context: Context,
): StepResult<DeliveryState> {
  const { target } = planOf(context);
  const folder = target.type === 'git' ? target.folder : undefined;
  const other = files.find(
    ({ file }) => posix.dirname(file) !== (folder || '.'),
  );
  return other
    ? fail(
        `${other.file} is not in ${folder}, from which the service is deployed, so it is not written`,
      )
    : done({ files });
}

function ask(
  strategy: DeliveryStrategy,
  { commit, digest }: PlannedNeeds,
  context: Context,
) {
  const { runId, run, input, signal } = context;
  const { service, to, version } = planOf(context);
  return strategy.provide(
    {
      ...{ service: service.ref, environment: to, version, commit, digest },
      promotion: runId,
      attempt: run.attempt,
      requestedBy: run.requestedBy,
      reason: input.reason,
    },
    { signal },
  );
}
