import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  ArgoCdError,
  carriesInfo,
  isOperating,
  isRefusedBySyncWindow,
  type Application,
  type ArgoCdInstances,
  type NameAndValue,
  type SyncRequest,
} from '@towpath/argocd';
import { InputError } from '@backstage/errors';
import type { ApplicationGuard } from '../owners/ApplicationGuard';
import { digest } from './digest';
import { syncExamples } from './examples';
import {
  applicationInputs,
  timeoutInput,
  toRef,
  toTimeoutMs,
  urlOutput,
} from './inputs';
import {
  beginOperation,
  deployedRevision,
  logProgress,
  remainingMs,
  type Run,
} from './operations';

/** `argocd:sync`: deploys what Git says, and waits until that is done. */
export function createSyncAction(
  instances: ArgoCdInstances,
  guard: ApplicationGuard,
) {
  return createTemplateAction({
    id: 'argocd:sync',
    description:
      'Syncs an application of Argo CD with Git and waits until the sync has ended. Safe to repeat: a sync that this step began before is found and awaited, not begun anew.',
    examples: syncExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...applicationInputs,
        revision: z =>
          z
            .string()
            .optional()
            .describe(
              'Commit, branch or tag to deploy instead of the one the application follows. Refused while auto-sync is on.',
            ),
        prune: z =>
          z
            .boolean()
            .optional()
            .describe('Delete what is no longer in Git. Default: false.'),
        force: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Replace resources that cannot be changed in place. Default: false.',
            ),
        syncOptions: z =>
          z
            .array(z.string())
            .optional()
            .describe('Options of the sync, such as CreateNamespace=true.'),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Whether to wait until the sync has ended. It does not wait for health: that is argocd:wait. Default: true.',
            ),
        timeout: timeoutInput,
      },
      output: {
        url: urlOutput,
        revision: z =>
          z.string().describe('What was deployed; empty without waiting.'),
        phase: z =>
          z.string().describe('How the sync stands: Succeeded, or Running.'),
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const client = instances.get(input.instance);
      const ref = toRef(input);
      const deadline = Date.now() + toTimeoutMs(input.timeout);
      ctx.output('url', client.applicationUrl(ref));
      const target = { client, ref, anyOwner: input.anyOwner };
      // What Git says has passed the gates; another commit has not.
      await (input.revision
        ? guard.requireVersionChange(ctx, target)
        : guard.requireChange(ctx, target));
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would sync application "${input.name}" at Argo CD "${client.name}"`,
        );
        return;
      }
      const key = digest(input);
      const info = {
        name: 'towpath.dev/step',
        value: `${ctx.task.id}/${ctx.step?.id ?? 'step'}/${key}`,
      };
      const run: Run = { client, ref, logger, signal, deadline };
      const result = await ctx.checkpoint({
        key: `sync.${key}`,
        fn: () => sync(run, toRequest(input, info), input.wait ?? true),
      });
      ctx.output('revision', result.revision);
      ctx.output('phase', result.phase);
    },
  });
}

interface SyncInput {
  revision?: string;
  prune?: boolean;
  force?: boolean;
  syncOptions?: string[];
}

function toRequest(
  { revision, prune, force, syncOptions }: SyncInput,
  info: NameAndValue,
): SyncRequest & { infos: [NameAndValue] } {
  return {
    revision,
    prune,
    syncOptions,
    ...(force && { strategy: { hook: { force } } }),
    infos: [info],
  };
}

async function sync(
  run: Run,
  request: SyncRequest & { infos: [NameAndValue] },
  wait: boolean,
) {
  const { client, ref, logger, signal } = run;
  const [info] = request.infos;
  const before = await client.get(ref, { signal });
  if (isUnderWayOrDone(before, info)) {
    logger.info('This step has begun the sync before; going on with that one');
  } else {
    await begin(run, request, info);
    logger.info(`Sync of "${ref.name}" has begun at Argo CD "${client.name}"`);
  }
  if (!wait) return { revision: '', phase: 'Running' };

  const after = await client.wait(ref, {
    until: { operationDone: { info } },
    deadlineMs: remainingMs(run),
    signal,
    onProgress: logProgress(run),
  });
  const revision = deployedRevision(after);
  logger.info(`Synced "${ref.name}" to ${revision}`);
  return { revision, phase: 'Succeeded' };
}

async function begin(run: Run, request: SyncRequest, info: NameAndValue) {
  const { client, ref, signal } = run;
  try {
    await beginOperation(
      run,
      () => client.sync(ref, request, { signal }),
      application => carriesInfo(application, info),
    );
  } catch (error) {
    if (!ArgoCdError.is(error) || !isRefusedBySyncWindow(error)) throw error;
    throw new InputError(
      `${error.message}. The sync window is closed now: run the step again when it is open`,
    );
  }
}

// One that failed is begun anew: repeating the step is how a person says "try again".
function isUnderWayOrDone(
  application: Application,
  info: NameAndValue,
): boolean {
  if (!carriesInfo(application, info)) return false;
  return (
    isOperating(application) ||
    application.status?.operationState?.phase === 'Succeeded'
  );
}
