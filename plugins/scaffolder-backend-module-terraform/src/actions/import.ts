import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameStep, TaskLog } from '@towpath/template-kit';
import { planRun } from '../stacks/planRun';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { importExamples } from './examples';
import { stackInput, toTimeoutMs } from './inputs';
import { planOutputs, tellPlan } from './planOutputs';

/** `terraform:import`: plans to take over what exists, for terraform:apply. */
export function createImportAction(services: StackServices) {
  return createTemplateAction({
    id: 'terraform:import',
    description:
      'Plans to take over what exists into a stack that the portal knows, and shows what that is. Changes nothing: terraform:apply takes over exactly that. Safe to repeat: the same step gives the same plan until an apply of it has failed.',
    examples: importExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...stackInput,
        imports: z =>
          z
            .array(
              z
                .object({ address: z.string().min(1), id: z.string().min(1) })
                .strict(),
            )
            .min(1)
            .max(50)
            .describe(
              'What exists: an address of the module, and the id by which its provider knows it.',
            ),
      },
      output: planOutputs,
    },
    async handler(ctx) {
      const { input, isDryRun, signal } = ctx;
      const { stack, imports } = input;
      const log = new TaskLog(ctx.logger);
      const timeoutMs = toTimeoutMs(input.timeout);
      const planned = await planRun(
        {
          defined: stack,
          plan: { intent: isDryRun ? 'dry-run' : 'change', imports, timeoutMs },
        },
        isDryRun ? undefined : nameStep(ctx, input),
        {
          client: await StackClient.of(services, ctx),
          ...{ log, signal, timeoutMs },
        },
      );
      tellPlan(ctx, log, planned);
    },
  });
}
