import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Stacks } from '../stacks/Stacks';
import { applyExamples } from './examples';
import { applyInputs, toSecrets, toTimeoutMs } from './inputs';
import { sortOutputs, stackOutputs } from './outputs';
import { applyPlan, toRequest } from './runs';
import { TaskLog } from './TaskLog';

/** `terraform:apply`: applies exactly the plan that was shown. */
export function createApplyAction(stacks: Stacks) {
  return createTemplateAction({
    id: 'terraform:apply',
    description:
      'Applies exactly the plan that terraform:plan has shown, and refuses one that is stale. Safe to repeat: an apply that this step began before is followed to its end, not begun anew, also after the portal was killed.',
    examples: applyExamples,
    supportsDryRun: true,
    schema: { input: applyInputs, output: stackOutputs },
    async handler(ctx) {
      const { input, secrets: known, isDryRun } = ctx;
      const log = new TaskLog(ctx.logger);
      const { plan, digest } = input;
      if (isDryRun) {
        ctx.logger.info(
          `Dry run: would apply this plan to the stack "${input.stack}"`,
        );
        ctx.output('outputs', {});
        ctx.output('secretOutputs', {});
        return;
      }
      const stack = await stacks.take(input, ctx);
      const request = {
        ...toRequest(ctx, log, plan, toTimeoutMs(input.timeout)),
        digest,
        secrets: toSecrets(input, known),
      };
      const sorted = await ctx.checkpoint({
        key: `terraform.apply.${plan}`,
        fn: async () => {
          const ending = await applyPlan(stack, ctx, log, request);
          return sortOutputs(input.stack, ending.outputs);
        },
      });
      ctx.output('outputs', sorted.outputs);
      ctx.output('secretOutputs', sorted.secretOutputs);
    },
  });
}
