import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameStep } from '@towpath/template-kit';
import { planRun } from '../stacks/planRun';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { TaskLog } from '@towpath/template-kit';
import { planExamples } from './examples';
import { moduleInputs, toTimeoutMs } from './inputs';
import { toBegin } from './requests';

/** `terraform:plan`: shows what a module would change in a stack, and keeps the plan to be applied. */
export function createPlanAction(services: StackServices) {
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
      const { input, isDryRun, signal } = ctx;
      const log = new TaskLog(ctx.logger);
      const { id, plan } = await planRun(
        toBegin(ctx, input, input.destroy ?? false),
        isDryRun ? undefined : nameStep(ctx, input),
        {
          client: await StackClient.of(services, ctx),
          log,
          signal,
          timeoutMs: toTimeoutMs(input.timeout),
        },
      );
      log.add('info', plan.text);
      log.flush();
      ctx.output('changes', plan.changes);
      ctx.output('summary', plan.summary);
      ctx.output('difference', plan.markdown);
      ctx.output('plan', id);
      ctx.output('digest', isDryRun ? 'dry-run' : plan.digest);
    },
  });
}
