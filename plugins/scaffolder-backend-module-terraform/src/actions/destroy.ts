import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Stacks } from '../Stacks';
import { destroyExamples } from './examples';
import { moduleInputs, toSecrets, toTimeoutMs, toVariables } from './inputs';
import { applyPlan, chooseRun, logDifference, toRequest } from './runs';

/** `terraform:destroy`: deletes everything in a stack. */
export function createDestroyAction(stacks: Stacks) {
  return createTemplateAction({
    id: 'terraform:destroy',
    description:
      'Deletes everything in a stack, and shows first what that is. To let a person look in between, use terraform:plan with destroy: true, and terraform:apply. Safe to repeat.',
    examples: destroyExamples,
    supportsDryRun: true,
    schema: {
      input: moduleInputs,
      output: {
        deleted: z => z.number().describe('How many resources were deleted.'),
      },
    },
    async handler(ctx) {
      const { input, logger, secrets: known, isDryRun } = ctx;
      const stack = await stacks.get(input.stack);
      const run = chooseRun(stack, ctx, input);
      const secrets = toSecrets(input, known, isDryRun);
      const request = {
        ...toRequest(ctx, run, toTimeoutMs(input.timeout)),
        source: stacks.findModule(input, ctx.workspacePath),
        variables: toVariables(input),
        secrets,
        destroy: true,
      };
      if (isDryRun) {
        const seen = await stack.preview({ ...request, run: `${run}-dry` });
        logDifference(logger, seen);
        ctx.output('deleted', 0);
        return;
      }
      const deleted = await ctx.checkpoint({
        key: `terraform.destroy.${run}`,
        fn: async () => {
          const { projection, digest } = await stack.plan(request);
          logDifference(logger, projection);
          const ending = await applyPlan(stack, ctx, { ...request, digest });
          return ending.complete.length;
        },
      });
      ctx.output('deleted', deleted);
    },
  });
}
