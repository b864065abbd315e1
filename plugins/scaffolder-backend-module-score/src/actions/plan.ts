import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TaskLog } from '@towpath/template-kit';
import { makePlan } from '../score/makePlan';
import { planIfKnown } from '../score/planIfKnown';
import { ScoreClient, type ScoreServices } from '../score/ScoreClient';
import { readScoreFiles } from '../score/scoreText';
import { planExamples } from './examples';
import {
  fileInput,
  knownWithinMs,
  placeInputs,
  planOutputs,
  waitInput,
} from './inputs';
import { tellNoPlan, tellPlan } from './tellPlan';

/** `score:plan`: shows what providing the Score file of a service would do. */
export function createPlanAction(services: ScoreServices) {
  return createTemplateAction({
    id: 'score:plan',
    description:
      'Shows what providing the Score file of a service in an environment would create, change and delete, what that costs, which rules speak and who has to approve. Changes nothing. What a rule denies, and a file with errors, ends the step.',
    examples: planExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...placeInputs,
        path: z =>
          fileInput
            .path(z)
            .describe(
              'A Score file in the workspace in place of the one in the repository; such a plan can be looked at only.',
            ),
        ...waitInput,
      },
      output: planOutputs,
    },
    async handler(ctx) {
      const { service, environment, path, knownWithinSeconds } = ctx.input;
      const log = new TaskLog(ctx.logger);
      const files =
        path &&
        (await readScoreFiles(ctx.workspacePath, { path, environment }));
      const request = { service, environment, ...(files || {}) };
      const asking = {
        client: await ScoreClient.of(services, ctx),
        log,
        signal: ctx.signal,
      };
      const plan = ctx.isDryRun
        ? await planIfKnown(request, asking)
        : await makePlan(request, {
            ...asking,
            timeoutMs: knownWithinMs(knownWithinSeconds),
          });
      const { portalUrl } = services;
      const { output } = ctx;
      if (plan) tellPlan(plan, { log, portalUrl, output });
      else tellNoPlan({ log, portalUrl, output });
    },
  });
}
