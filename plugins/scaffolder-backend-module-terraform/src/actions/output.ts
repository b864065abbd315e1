import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Stacks } from '../stacks/Stacks';
import { outputExamples } from './examples';
import { stackInput } from './inputs';
import { sortOutputs, stackOutputs } from './outputs';
import { chooseRun } from './runs';

/** `terraform:output`: reads what a stack gives out. */
export function createOutputAction(stacks: Stacks) {
  return createTemplateAction({
    id: 'terraform:output',
    description:
      'Reads the outputs of a stack. A sensitive one is given as a reference, never as its value. Changes nothing.',
    examples: outputExamples,
    supportsDryRun: true,
    schema: { input: { stack: stackInput.stack }, output: stackOutputs },
    async handler(ctx) {
      const { stack: key } = ctx.input;
      const stack = await stacks.get(key);
      const run = `${chooseRun(stack, ctx, ctx.input)}-out`;
      const sorted = sortOutputs(key, await stack.outputs(run));
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
