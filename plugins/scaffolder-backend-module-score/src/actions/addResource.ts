import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { nameStep } from '@towpath/template-kit';
import { ScoreClient, type ScoreServices } from '../score/ScoreClient';
import { addResourceExamples } from './examples';
import { placeInputs } from './inputs';

/** `score:add-resource`: has the Score file of a service ask for one more resource. */
export function createAddResourceAction(services: ScoreServices) {
  return createTemplateAction({
    id: 'score:add-resource',
    description:
      'Has the Score file of a service ask for one more resource, by a commit in its repository, and hands its outputs to the only container as variables such as DB_HOST. Only who may provision the service in the environment may. Safe to repeat: a file that asks for it already stays as it is.',
    examples: addResourceExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...placeInputs,
        name: z =>
          z
            .string()
            .min(2)
            .describe(
              'Name in the Score file: small letters, digits and hyphens.',
            ),
        type: z => z.string().min(1).describe('Such as postgres.'),
        class: z => z.string().optional().describe('Default: the usual one.'),
        params: z =>
          z
            .record(z.any())
            .optional()
            .describe('As the definition of the type has them.'),
      },
      output: {
        changed: z => z.boolean().describe('It did not ask for it before.'),
        fileUrl: z => z.string().describe('The Score file.'),
        commitUrl: z =>
          z.string().describe('The commit; empty when nothing was changed.'),
      },
    },
    async handler(ctx) {
      const { service, ...request } = ctx.input;
      const { name, type } = request;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Dry run: would have the Score file of ${service} ask for ${name} (${type})`,
        );
        ctx.output('changed', false);
        ctx.output('fileUrl', '');
        ctx.output('commitUrl', '');
        return;
      }
      const client = await ScoreClient.of(services, ctx);
      const key = nameStep(ctx, ctx.input);
      const added = await client.addResource(service, request, key);
      ctx.logger.info(
        added.changed
          ? `The Score file of ${service} asks for ${name}: ${added.commit}`
          : `The Score file of ${service} asks for ${name} already`,
      );
      ctx.output('changed', added.changed);
      ctx.output('fileUrl', added.url);
      ctx.output('commitUrl', added.commit ?? '');
    },
  });
}
