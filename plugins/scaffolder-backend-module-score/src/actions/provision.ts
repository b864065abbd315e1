import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Plan } from '@towpath/plugin-score-common';
import { nameStep, TaskLog } from '@towpath/template-kit';
import { planText } from '../score/describePlan';
import { makePlan } from '../score/makePlan';
import { nothingLeft } from '../score/nothingLeft';
import { planIfKnown } from '../score/planIfKnown';
import { provisionOnce } from '../score/provisionOnce';
import { ScoreClient, type ScoreServices } from '../score/ScoreClient';
import { provisionExamples } from './examples';
import {
  knownWithinMs,
  placeInputs,
  provisionOutputs,
  waitInput,
} from './inputs';
import { presentResources } from './presentResources';

/** `score:provision`: does what a plan shows, and waits for its end. */
export function createProvisionAction(services: ScoreServices) {
  return createTemplateAction({
    id: 'score:provision',
    description:
      'Does exactly what a plan of score:plan shows, or plans by itself, and waits until it is done, however long it waits for approval. Safe to repeat: the step finds its run again, and a failed one goes on where it failed.',
    examples: provisionExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...placeInputs,
        planId: z =>
          z
            .string()
            .optional()
            .describe('Output of score:plan. Default: it plans by itself.'),
        digest: z => z.string().optional().describe('Of that plan.'),
        reason: z =>
          z.string().max(2000).optional().describe('Shown to who approves it.'),
        ...waitInput,
      },
      output: provisionOutputs,
    },
    async handler(ctx) {
      const { service, environment, planId, digest, reason } = ctx.input;
      if ((planId === undefined) !== (digest === undefined)) {
        throw new InputError(
          'planId and digest belong together: give both outputs of score:plan, or neither',
        );
      }
      const log = new TaskLog(ctx.logger);
      const client = await ScoreClient.of(services, ctx);
      const plan = async () =>
        planId === undefined
          ? planHere(ctx, { client, log })
          : client.getPlan(planId);
      if (ctx.isDryRun) {
        const seen = planId
          ? await client.getPlan(planId)
          : await planIfKnown(
              { service, environment },
              { client, log, signal: ctx.signal },
            );
        tellDryRun(seen, { log, services, output: ctx.output });
        return;
      }
      const name = nameStep(ctx, { service, environment });
      const shown = await ctx.checkpoint({
        key: `score.plan.${name}`,
        fn: async () => {
          const { id, hasEffect, digest: own } = await plan();
          return { id, hasEffect, digest: digest ?? own };
        },
      });
      const { portalUrl } = services;
      const ended = shown.hasEffect
        ? await provisionOnce(shown, {
            ...{ ctx, client, log, name, portalUrl, reason },
            isSo: () => nothingLeft({ service, environment }, client),
          })
        : undefined;
      if (!ended) log.add('info', 'Everything is so already');
      log.flush();
      ctx.output('runId', ended?.id ?? '');
      ctx.output(
        'url',
        `${portalUrl}${ended?.link ?? `/score/plans/${shown.id}`}`,
      );
      const resources =
        ended?.resources ?? (await client.resources(service, environment));
      ctx.output('resources', presentResources(resources));
      ctx.output('cost', ended?.cost);
    },
  });
}

/** A plan of the file in the repository, written into the log. */
async function planHere(
  {
    input,
    signal,
  }: {
    input: {
      service: string;
      environment: string;
      knownWithinSeconds?: number;
    };
    signal?: AbortSignal;
  },
  { client, log }: { client: ScoreClient; log: TaskLog },
): Promise<Plan> {
  const { service, environment, knownWithinSeconds } = input;
  const made = await makePlan(
    { service, environment },
    {
      ...{ client, log, signal },
      timeoutMs: knownWithinMs(knownWithinSeconds),
    },
  );
  log.add('info', ...planText(made));
  return made;
}

function tellDryRun(
  plan: Plan | undefined,
  {
    log,
    services,
    output,
  }: {
    log: TaskLog;
    services: ScoreServices;
    output(name: any, value: any): void;
  },
): void {
  const { portalUrl } = services;
  if (plan) log.add('info', `Dry run: would do what plan ${plan.id} shows`);
  log.flush();
  output('runId', '');
  output('url', plan ? `${portalUrl}/score/plans/${plan.id}` : portalUrl);
  output('resources', []);
  output('cost', plan?.cost?.after);
}
