import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameStep, TaskLog } from '@towpath/template-kit';
import { planText } from '../score/describePlan';
import { makePlan } from '../score/makePlan';
import { nothingLeft } from '../score/nothingLeft';
import { provisionOnce } from '../score/provisionOnce';
import { requireDeletion } from '../score/requireDeletion';
import { ScoreClient, type ScoreServices } from '../score/ScoreClient';
import { deleteExamples } from './examples';
import { knownWithinMs, placeInputs, waitInput } from './inputs';

/** `score:delete`: takes away what a Score file asks for no more and nothing else, or all that a service has. */
export function createDeleteAction(services: ScoreServices) {
  return createTemplateAction({
    id: 'score:delete',
    description:
      'Takes away resources that the Score file of a service asks for no more, and nothing that was not named: first the workload is deployed without them, then they go. One that holds data leaves a final copy for a time. Waits for approval where the plan asks for it. With everything, all that the service has in the environment goes, and its manifests. Safe to repeat.',
    examples: deleteExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...placeInputs,
        resources: z =>
          z
            .array(z.string().min(1))
            .min(1)
            .optional()
            .describe('Names of resources, as the Score file called them.'),
        everything: z =>
          z
            .literal(true)
            .optional()
            .describe(
              'All that the service has in the environment, and its manifests, whatever the Score file says. In place of resources.',
            ),
        reason: z =>
          z.string().max(2000).optional().describe('Shown to who approves it.'),
        ...waitInput,
      },
      output: {
        deleted: z => z.array(z.string()).describe('Their names.'),
        kept: z =>
          z
            .array(
              z.object({
                name: z.string(),
                until: z.string().optional(),
                restore: z.string().optional(),
              }),
            )
            .describe('Final copies, until when, and how to get them back.'),
        left: z =>
          z
            .array(z.string())
            .describe(
              'With everything, what is there all the same or was to stay, as drivers and Argo CD say it.',
            ),
        url: z => z.string().describe('The page of the run, or of the plan.'),
      },
    },
    async handler(ctx) {
      const { service, environment, resources, everything, reason } = ctx.input;
      requireOne({ resources, everything });
      const request = { service, environment, removes: everything };
      const { portalUrl } = services;
      const log = new TaskLog(ctx.logger);
      const client = await ScoreClient.of(services, ctx);
      const plan = async () => {
        const { isDryRun, signal, input } = ctx;
        const made = await makePlan(request, {
          ...{ client, log, signal },
          timeoutMs: isDryRun ? 0 : knownWithinMs(input.knownWithinSeconds),
        });
        log.add('info', ...planText(made));
        const { id, digest, hasEffect } = made;
        if (!resources) return { id, digest, isAnything: hasEffect };
        const isAnything = requireDeletion(made, resources).length > 0;
        return { id, digest, isAnything };
      };
      const step = nameStep(ctx, { service, environment, resources });
      const shown = ctx.isDryRun
        ? await plan()
        : await ctx.checkpoint({ key: `score.plan.${step}`, fn: plan });
      if (ctx.isDryRun || !shown.isAnything) {
        log.add(
          'info',
          ctx.isDryRun
            ? 'Dry run: nothing is deleted'
            : `None of ${
                resources?.join(', ') ?? 'what it had'
              } is there any more`,
        );
        log.flush();
        ctx.output('deleted', []);
        ctx.output('kept', []);
        ctx.output('left', []);
        ctx.output('url', `${portalUrl}/score/plans/${shown.id}`);
        return;
      }
      const ended = await provisionOnce(shown, {
        ...{ ctx, client, log, portalUrl, reason, name: step },
        isSo: () => nothingLeft(request, client),
      });
      ctx.output('deleted', ended.removed);
      ctx.output(
        'kept',
        ended.resources
          .filter(one => one.status === 'kept' && one.run === ended.id)
          .map(one => ({
            name: one.name,
            until: one.keptUntil,
            restore: one.restore,
          })),
      );
      ctx.output(
        'left',
        (ended.proof ?? [])
          .filter(({ state }) => state === 'left' || state === 'stays')
          .map(one => one.name),
      );
      ctx.output('url', `${portalUrl}${ended.link}`);
    },
  });
}

function requireOne({
  resources,
  everything,
}: {
  resources?: string[];
  everything?: true;
}): void {
  if (Boolean(resources) !== Boolean(everything)) return;
  throw new InputError(
    'resources and everything are two ways to say what goes: give one of them',
  );
}
