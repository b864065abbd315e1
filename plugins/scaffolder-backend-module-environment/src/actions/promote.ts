import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { inWords } from '@towpath/api-client';
import type { EnvironmentService } from '@towpath/plugin-environment-node';
import { nameStep } from '@towpath/template-kit';
import { describeComparison } from '../lib/describeComparison';
import { followPromotion } from '../lib/followPromotion';
import { promoteExamples } from './examples';

/** What {@link createPromoteAction} needs. */
export interface PromoteActionOptions {
  auth: AuthService;
  environment: EnvironmentService;
  /** Where people find the portal, without a slash at the end. */
  portalUrl: string;
}

const DEFAULT_TIMEOUT_MINUTES = 60;

/** `environment:promote`: asks for a promotion as the person who runs the template. */
export function createPromoteAction(options: PromoteActionOptions) {
  const { auth, environment, portalUrl } = options;
  return createTemplateAction({
    id: 'environment:promote',
    description:
      'Promotes a service from one environment to the next, as the person who runs the template. Safe to repeat: the same step of the same task finds its promotion. A dry run shows what would change and what each gate says.',
    examples: promoteExamples,
    supportsDryRun: true,
    schema: {
      input: {
        service: z =>
          z.string().min(1).describe('Service name, or its entity reference.'),
        from: z => z.string().min(1).describe('Source environment.'),
        to: z => z.string().min(1).describe('Target environment.'),
        version: z =>
          z
            .string()
            .optional()
            .describe(
              'Another version than the one that is synced and healthy in the source.',
            ),
        reason: z =>
          z.string().optional().describe('Shown to who approves it.'),
        overrideSetback: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Brings a version again that failed in the target or was rolled back there; needs a reason.',
            ),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether to wait until the promotion has ended, with its log in the log of the task. Default: false.',
            ),
        timeoutMinutes: z =>
          z
            .number()
            .positive()
            .optional()
            .describe(
              `How long to wait at most; the promotion itself goes on. Default: ${DEFAULT_TIMEOUT_MINUTES}.`,
            ),
      },
      output: {
        promotionId: z => z.string().describe('Identifies the promotion.'),
        status: z => z.string().describe('How it stood when the step ended.'),
        url: z => z.string().describe('Its page in the portal.'),
      },
    },
    async handler(ctx) {
      const { wait, timeoutMinutes, ...request } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const asPerson = environment.as(credentials);
      if (ctx.isDryRun) {
        const { service, from, to, version } = request;
        const comparison = await inWords(
          asPerson.compare({ service, from, to, version }),
        );
        describeComparison(comparison).forEach(line => ctx.logger.info(line));
        ctx.output('promotionId', 'dry-run');
        ctx.output('status', comparison.verdict);
        ctx.output('url', `${portalUrl}/environments`);
        return;
      }

      // The same for every try of this step, so that a repeat begins no second one.
      const key = nameStep(ctx, request);
      const { id } = await ctx.checkpoint({
        key: `promotion.${key}`,
        fn: async () => {
          const promotion = await inWords(
            asPerson.promote(request, { idempotencyKey: key }),
          );
          return { id: promotion.id };
        },
      });
      const url = `${portalUrl}/environments/promotions/${id}`;
      ctx.output('promotionId', id);
      ctx.output('url', url);
      ctx.logger.info(`Promotion ${id}: ${url}`);

      // A person's credentials end before a promotion that waits for an approval does.
      const asItself = environment.as(await auth.getOwnServiceCredentials());
      const ended = wait
        ? await inWords(
            followPromotion(asItself, id, {
              logger: ctx.logger,
              signal: ctx.signal,
              timeoutMs: (timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES) * 60_000,
              url,
            }),
          )
        : await inWords(asItself.getPromotion(id));
      ctx.output('status', ended.status);
    },
  });
}
