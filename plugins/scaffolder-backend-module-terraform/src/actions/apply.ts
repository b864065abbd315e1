import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { applyRun } from '../stacks/applyRun';
import { sortOutputs } from '../stacks/sortOutputs';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { TaskLog } from '@towpath/template-kit';
import { applyExamples } from './examples';
import { applyInputs, toSecrets, toTimeoutMs } from './inputs';
import { stackOutputs } from './stackOutputs';

/** `terraform:apply`: applies exactly the plan that was shown. */
export function createApplyAction(services: StackServices) {
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
      const { stack, owner, anyOwner, timeout } = input;
      const secrets = toSecrets(input, known);
      const sorted = await ctx.checkpoint({
        key: `terraform.apply.${plan}`,
        fn: async () => {
          const { outputs } = await applyRun(
            plan,
            { stack, digest, owner, anyOwner, secrets },
            {
              client: await StackClient.of(services, ctx),
              log,
              signal: ctx.signal,
              timeoutMs: toTimeoutMs(timeout),
            },
          );
          return sortOutputs(stack, outputs);
        },
      });
      ctx.output('outputs', sorted.outputs);
      ctx.output('secretOutputs', sorted.secretOutputs);
    },
  });
}
