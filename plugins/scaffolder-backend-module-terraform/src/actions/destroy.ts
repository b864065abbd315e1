import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { renderText } from '@towpath/terraform';
import type { Stacks } from '../stacks/Stacks';
import { destroyExamples } from './examples';
import { moduleInputs, toSecrets, toTimeoutMs, toVariables } from './inputs';
import { applyPlan, chooseRun, toRequest } from './runs';
import { TaskLog } from './TaskLog';

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
      const { input, secrets: known, isDryRun } = ctx;
      const log = new TaskLog(ctx.logger);
      const stack = await stacks.take(input, ctx);
      const run = chooseRun(stack, ctx, input);
      const secrets = toSecrets(input, known, isDryRun);
      const request = {
        ...toRequest(ctx, log, run, toTimeoutMs(input.timeout)),
        source: stacks.findModule(input, ctx.workspacePath),
        variables: toVariables(input),
        secrets,
        destroy: true,
      };
      if (isDryRun) {
        const seen = await stack.preview({ ...request, run: `${run}-dry` });
        log.add('info', renderText(seen));
        log.flush();
        ctx.output('deleted', 0);
        return;
      }
      const deleted = await ctx.checkpoint({
        key: `terraform.destroy.${run}`,
        fn: async () => {
          const { projection, digest } = await stack.plan(request);
          log.add('info', renderText(projection));
          const ending = await applyPlan(stack, ctx, log, {
            ...request,
            digest,
          });
          return ending.complete.length;
        },
      });
      ctx.output('deleted', deleted);
    },
  });
}
