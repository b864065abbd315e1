import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { TaskLog } from '@towpath/template-kit';
import { planRun } from '../stacks/planRun';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { driftExamples } from './examples';
import { stackInput, toTimeoutMs } from './inputs';

/** `terraform:drift`: looks what was changed outside of Terraform. */
export function createDriftAction(services: StackServices) {
  return createTemplateAction({
    id: 'terraform:drift',
    description:
      'Looks what was changed outside of Terraform in a stack that the portal knows, beside whatever runs on it. Changes nothing. Safe to repeat: it looks anew.',
    examples: driftExamples,
    supportsDryRun: true,
    schema: {
      input: stackInput,
      output: {
        status: z =>
          z.enum(['in-sync', 'drifted', 'unknown']).describe('How it stands.'),
        summary: z => z.string().describe('The same in words.'),
        changes: z =>
          z
            .array(z.record(z.any()))
            .describe(
              'Resources that are not as the last apply left them, by address, attribute by attribute and without secrets.',
            ),
      },
    },
    async handler(ctx) {
      const { input, signal } = ctx;
      const { stack } = input;
      const log = new TaskLog(ctx.logger);
      const timeoutMs = toTimeoutMs(input.timeout);
      const client = await StackClient.of(services, ctx);
      const { plan } = await planRun(
        { defined: stack, plan: { intent: 'drift', timeoutMs } },
        undefined,
        { client, log, signal, timeoutMs },
      );
      log.add('info', plan.text);
      log.flush();
      const { drift } = (await client.stack(stack)).stack;
      ctx.output('status', drift.status);
      ctx.output('summary', plan.summary);
      ctx.output('changes', drift.changes ?? []);
    },
  });
}
