import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  readParameters,
  withParameters,
  type ApplicationRef,
  type ArgoCdClient,
  type ArgoCdInstances,
  type ParameterChange,
} from '@towpath/argocd';
import type { ApplicationGuard } from '../owners/ApplicationGuard';
import { digest } from './digest';
import { setParameterExamples } from './examples';
import { applicationInputs, toRef, urlOutput } from './inputs';

/** `argocd:set-parameter`: overrides Helm parameters or Kustomize images of an application. */
export function createSetParameterAction(
  instances: ArgoCdInstances,
  guard: ApplicationGuard,
) {
  return createTemplateAction({
    id: 'argocd:set-parameter',
    description:
      'Sets Helm parameters or Kustomize images in the spec of an application, as `argocd app set` does, and tells what they were before. Safe to repeat: what is set already is not set again. It does not sync.',
    examples: setParameterExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...applicationInputs,
        parameters: z =>
          z
            .record(z.union([z.string(), z.number(), z.boolean()]))
            .optional()
            .describe('Helm parameters by name, such as image.tag: 1.2.0.'),
        forceString: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Hand the values to Helm as text, although they look like numbers or booleans. Default: false.',
            ),
        images: z =>
          z
            .array(z.string().min(1))
            .optional()
            .describe('Kustomize images, such as shop=registry/shop:1.2.0.'),
        sourcePosition: z =>
          z
            .number()
            .int()
            .positive()
            .optional()
            .describe('Which of several sources to change, counted from 1.'),
      },
      output: {
        url: urlOutput,
        changed: z => z.boolean().describe('False when all was set already.'),
        previous: z =>
          z
            .object({
              parameters: z.record(z.string().nullable()),
              images: z.record(z.string().nullable()),
            })
            .describe(
              'What was there before, by name; null where nothing was.',
            ),
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const change = toChange(input);
      const client = instances.get(input.instance);
      const ref = toRef(input);
      ctx.output('url', client.applicationUrl(ref));
      const target = { client, ref, anyOwner: input.anyOwner };
      await guard.requireVersionChange(ctx, target);
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would set ${describe(change)} of application "${
            input.name
          }" at Argo CD "${client.name}"`,
        );
        return;
      }
      // Remembered before the first write: after it, what was there is gone.
      const previous = await ctx.checkpoint({
        key: `previous.${digest(input)}`,
        fn: async () =>
          readParameters((await client.get(ref, { signal })).spec, change),
      });
      const changed = await setParameters(client, ref, change, signal);
      logger.info(
        changed
          ? `Set ${describe(change)} of "${input.name}"`
          : `${describe(change)} of "${input.name}" is set already`,
      );
      ctx.output('previous', previous);
      ctx.output('changed', changed);
    },
  });
}

function toChange(input: ParameterChange): ParameterChange {
  const { parameters, images, forceString, sourcePosition } = input;
  if (Object.keys(parameters ?? {}).length || images?.length) {
    return { parameters, images, forceString, sourcePosition };
  }
  throw new InputError(
    'Neither parameters nor images say what to set; give at least one of them',
  );
}

/** @returns whether something had to be changed. */
async function setParameters(
  client: ArgoCdClient,
  ref: ApplicationRef,
  change: ParameterChange,
  signal?: AbortSignal,
): Promise<boolean> {
  const { spec } = await client.get(ref, { signal });
  const wanted = withParameters(spec, change);
  if (wanted === spec) return false;
  const written = await client.updateSpec(ref, wanted, { signal });
  if (withParameters(written, change) === written) return true;
  // There is no lock in Argo CD: the answer shows who won.
  throw new ConflictError(
    `Somebody else changed application "${ref.name}" at Argo CD "${client.name}" at the same moment. Run the step again`,
  );
}

function describe({ parameters = {}, images = [] }: ParameterChange): string {
  return [...Object.keys(parameters), ...images].join(', ');
}
