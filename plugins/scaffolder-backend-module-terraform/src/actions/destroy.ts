import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { applyRun } from '../stacks/applyRun';
import { nameStep } from '@towpath/template-kit';
import { planRun } from '../stacks/planRun';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { TaskLog } from '@towpath/template-kit';
import { destroyExamples } from './examples';
import { moduleInputs, toTimeoutMs } from './inputs';
import { toBegin } from './requests';

/** `terraform:destroy`: deletes everything in a stack. */
export function createDestroyAction(services: StackServices) {
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
      const { input, isDryRun, signal } = ctx;
      const log = new TaskLog(ctx.logger);
      const following = {
        client: await StackClient.of(services, ctx),
        log,
        signal,
        timeoutMs: toTimeoutMs(input.timeout),
      };
      const plan = async (name?: string) => {
        const planned = await planRun(
          toBegin(ctx, input, true),
          name,
          following,
        );
        log.add('info', planned.plan.text);
        log.flush();
        return planned;
      };
      if (isDryRun) {
        await plan();
        ctx.output('deleted', 0);
        return;
      }
      const name = nameStep(ctx, input);
      const deleted = await ctx.checkpoint({
        key: `terraform.destroy.${name}`,
        fn: async () => {
          const { id, plan: shown } = await plan(name);
          const { stack, anyOwner } = input;
          const request = { stack, digest: shown.digest, anyOwner };
          const ending = await applyRun(id, request, following);
          return ending.complete;
        },
      });
      ctx.output('deleted', deleted);
    },
  });
}
