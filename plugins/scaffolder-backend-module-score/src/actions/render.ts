import fs from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { describeFinding } from '../score/describePlan';
import { ScoreClient, type ScoreServices } from '../score/ScoreClient';
import { readScoreFiles } from '../score/scoreText';
import { renderExamples } from './examples';
import { fileInput, placeInputs } from './inputs';

/** `score:render`: writes the manifests of a Score file into the workspace. */
export function createRenderAction(services: ScoreServices) {
  return createTemplateAction({
    id: 'score:render',
    description:
      'Renders the Kubernetes manifests of a Score file in an environment, with the profile of the platform, as a provisioning would write them. What only a provisioning finds out is told as that. Changes nothing outside of the workspace.',
    examples: renderExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...fileInput,
        service: z =>
          placeInputs
            .service(z)
            .optional()
            .describe(
              'A service that is in the catalog. Absent for one that is not yet: it goes by the name in its Score file.',
            ),
        environment: placeInputs.environment,
        targetPath: z =>
          z
            .string()
            .min(1)
            .optional()
            .describe(
              'File of the workspace to write, such as ./gitops/overlays/dev/manifests.yaml. Default: none, only the output.',
            ),
      },
      output: {
        manifests: z => z.string().describe('YAML, one document an object.'),
        warnings: z =>
          z.array(z.string()).describe('What is not wrong, and worth a look.'),
      },
    },
    async handler(ctx) {
      const { path, service, environment, targetPath } = ctx.input;
      const client = await ScoreClient.of(services, ctx);
      const files =
        path &&
        (await readScoreFiles(ctx.workspacePath, { path, environment }));
      const { diagnostics, manifests } = await client.render({
        ...{ environment, service },
        ...(files || {}),
      });
      const lines = diagnostics.map(one =>
        describeFinding(path ?? 'score.yaml', one),
      );
      if (manifests === undefined) throw new InputError(lines.join('\n'));
      lines.forEach(line => ctx.logger.warn(line));
      if (targetPath) {
        const file = resolveSafeChildPath(ctx.workspacePath, targetPath);
        await fs.mkdir(dirname(file), { recursive: true });
        await fs.writeFile(file, manifests);
        ctx.logger.info(`Written: ${targetPath}`);
      }
      ctx.output('manifests', manifests);
      ctx.output('warnings', lines);
    },
  });
}
