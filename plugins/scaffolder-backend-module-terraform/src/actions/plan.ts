import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameStep } from '@towpath/template-kit';
import { planRun } from '../stacks/planRun';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { TaskLog } from '@towpath/template-kit';
import { planExamples } from './examples';
import { moduleInputs, toTimeoutMs } from './inputs';
import { planOutputs, tellPlan } from './planOutputs';
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
      output: planOutputs,
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
      tellPlan(ctx, log, { id, plan });
    },
  });
}
