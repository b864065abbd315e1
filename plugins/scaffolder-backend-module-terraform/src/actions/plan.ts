import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  describeSummary,
  renderMarkdown,
  renderText,
  summarizePlan,
  type PlanProjection,
} from '@towpath/terraform';
import type { Stacks } from '../stacks/Stacks';
import { planExamples } from './examples';
import { moduleInputs, toSecrets, toTimeoutMs, toVariables } from './inputs';
import { chooseRun, toRequest } from './runs';
import { TaskLog } from './TaskLog';

/** `terraform:plan`: shows what a module would change in a stack, and keeps the plan to be applied. */
export function createPlanAction(stacks: Stacks) {
  return createTemplateAction({
    id: 'terraform:plan',
    description:
      'Plans a Terraform module against a stack and shows the difference, attribute by attribute and without secrets. Changes nothing. Safe to repeat: the same step gives the same plan until an apply of it has failed.',
    examples: planExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...moduleInputs,
        destroy: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Plan to delete everything in the stack. Default: false.',
            ),
      },
      output: {
        plan: z => z.string().describe('Names the plan for terraform:apply.'),
        digest: z => z.string().describe('What an apply is bound to.'),
        changes: z => z.boolean().describe('Whether anything would change.'),
        summary: z =>
          z.string().describe('Such as "2 to create, 1 to delete".'),
        difference: z => z.string().describe('The difference as Markdown.'),
      },
    },
    async handler(ctx) {
      const { input, secrets: known, isDryRun } = ctx;
      const log = new TaskLog(ctx.logger);
      const stack = await stacks.take(input, ctx);
      const run = chooseRun(stack, ctx, input);
      const request = {
        ...toRequest(ctx, log, run, toTimeoutMs(input.timeout)),
        source: stacks.findModule(input, ctx.workspacePath),
        variables: toVariables(input),
        secrets: toSecrets(input, known, isDryRun),
        destroy: input.destroy,
      };
      const show = (projection: PlanProjection) => {
        const summary = summarizePlan(projection);
        log.add('info', renderText(projection));
        log.flush();
        ctx.output('changes', !summary.empty);
        ctx.output('summary', describeSummary(summary));
        ctx.output('difference', renderMarkdown(projection));
      };
      if (isDryRun) {
        show(await stack.preview({ ...request, run: `${run}-dry` }));
        ctx.output('plan', run);
        ctx.output('digest', 'dry-run');
        return;
      }
      const { projection, digest } = await stack.plan(request);
      show(projection);
      ctx.output('plan', run);
      ctx.output('digest', digest);
    },
  });
}
