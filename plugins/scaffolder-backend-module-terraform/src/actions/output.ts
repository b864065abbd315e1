import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { sortOutputs } from '../stacks/sortOutputs';
import { StackClient, type StackServices } from '../stacks/StackClient';
import { outputExamples } from './examples';
import { stackInput } from './inputs';
import { stackOutputs } from './stackOutputs';

/** `terraform:output`: reads what a stack gives out. */
export function createOutputAction(services: StackServices) {
  return createTemplateAction({
    id: 'terraform:output',
    description:
      'Reads the outputs of a stack. A sensitive one is given as a reference, never as its value. Changes nothing.',
    examples: outputExamples,
    supportsDryRun: true,
    schema: { input: { stack: stackInput.stack }, output: stackOutputs },
    async handler(ctx) {
      const { stack: key } = ctx.input;
      const client = await StackClient.of(services, ctx);
      const sorted = sortOutputs(key, await client.outputs(key));
      const names = [
        ...Object.keys(sorted.outputs),
        ...Object.keys(sorted.secretOutputs),
      ];
      ctx.logger.info(
        names.length > 0
          ? `The stack "${key}" gives out ${names.join(', ')}`
          : `The stack "${key}" gives out nothing`,
      );
      ctx.output('outputs', sorted.outputs);
      ctx.output('secretOutputs', sorted.secretOutputs);
    },
  });
}
