import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { Application, ArgoCdInstances, WaitUntil } from '@towpath/argocd';
import type { ApplicationGuard } from '../owners/ApplicationGuard';
import { waitExamples } from './examples';
import {
  applicationInputs,
  timeoutInput,
  toRef,
  toTimeoutMs,
  urlOutput,
} from './inputs';
import { describeState, logProgress, type Run } from './operations';

/** `argocd:wait`: waits until an application is healthy and synced, and tells what runs. */
export function createWaitAction(
  instances: ArgoCdInstances,
  guard: ApplicationGuard,
) {
  return createTemplateAction({
    id: 'argocd:wait',
    description:
      'Waits until an application of Argo CD is synced and healthy, and tells what runs. Changes nothing. Gives up when it becomes Degraded, and says why.',
    examples: waitExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...applicationInputs,
        healthy: z =>
          z.boolean().optional().describe('Wait for health. Default: true.'),
        synced: z =>
          z
            .boolean()
            .optional()
            .describe('Wait until it is as Git says. Default: true.'),
        operationDone: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Wait until no sync or rollback runs, and fail when the last one failed. Default: true.',
            ),
        revision: z =>
          z
            .string()
            .optional()
            .describe('Wait until this commit is what runs.'),
        timeout: timeoutInput,
      },
      output: {
        url: urlOutput,
        health: z => z.string().describe('Such as Healthy.'),
        sync: z => z.string().describe('Such as Synced.'),
        revision: z => z.string().describe('The commit that runs.'),
        images: z => z.array(z.string()).describe('The images that run.'),
        historyId: z =>
          z
            .number()
            .optional()
            .describe(
              'The id of the newest entry of the history, for argocd:rollback.',
            ),
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const client = instances.get(input.instance);
      const ref = toRef(input);
      const timeoutMs = toTimeoutMs(input.timeout);
      ctx.output('url', client.applicationUrl(ref));
      await guard.requireRead(ctx, { client, ref, anyOwner: input.anyOwner });
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would wait for application "${input.name}" at Argo CD "${client.name}"`,
        );
        return;
      }
      const deadline = Date.now() + timeoutMs;
      const run: Run = { client, ref, logger, signal, deadline };
      const application = await client.wait(ref, {
        until: toUntil(input),
        deadlineMs: timeoutMs,
        signal,
        onProgress: logProgress(run),
      });
      logger.info(`"${input.name}" is ${describeState(application)}`);
      for (const [name, value] of Object.entries(toOutput(application))) {
        ctx.output(name as 'health', value as string);
      }
    },
  });
}

function toUntil(input: WaitUntil): WaitUntil {
  const { healthy = true, synced = true, operationDone = true } = input;
  return { healthy, synced, operationDone, revision: input.revision };
}

function toOutput({ status }: Application) {
  const newest = status?.history?.at(-1);
  return {
    health: status?.health?.status ?? 'Unknown',
    sync: status?.sync?.status ?? 'Unknown',
    revision:
      status?.sync?.revision ?? status?.sync?.revisions?.join(',') ?? '',
    images: status?.summary?.images ?? [],
    ...(newest && { historyId: newest.id }),
  };
}
