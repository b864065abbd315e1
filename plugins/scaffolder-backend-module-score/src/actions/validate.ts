import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeFinding } from '../score/describePlan';
import { ScoreClient, type ScoreServices } from '../score/ScoreClient';
import { readScoreFiles, scoreFileOf } from '../score/scoreText';
import { validateExamples } from './examples';
import { fileInput, placeInputs } from './inputs';

/** `score:validate`: says what is wrong with a Score file, and ends the step when something is. */
export function createValidateAction(services: ScoreServices) {
  return createTemplateAction({
    id: 'score:validate',
    description:
      'Checks a Score file of the workspace, or that of a service; with service and environment, also by the resource definitions that hold there. An error ends the step with its line and what to do about it. Changes nothing.',
    examples: validateExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...fileInput,
        service: z => placeInputs.service(z).optional(),
        environment: z => placeInputs.environment(z).optional(),
      },
      output: {
        warnings: z =>
          z.array(z.string()).describe('What is not wrong, and worth a look.'),
      },
    },
    async handler(ctx) {
      const { path, service, environment } = ctx.input;
      if (!path && !service) {
        throw new InputError(
          'Neither path nor service is given. Name a Score file of the workspace, or a service that has one',
        );
      }
      const client = await ScoreClient.of(services, ctx);
      const files = path
        ? await readScoreFiles(ctx.workspacePath, { path, environment })
        : { score: await scoreFileOf(service!, client) };
      const { valid, diagnostics } = await client.validate({
        ...{ ...files, service, environment },
      });
      const lines = diagnostics.map(one =>
        describeFinding(path ?? 'score.yaml', one),
      );
      if (!valid) throw new InputError(lines.join('\n'));
      lines.forEach(line => ctx.logger.warn(line));
      ctx.output('warnings', lines);
    },
  });
}
