import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  isOperating,
  type Application,
  type ArgoCdInstances,
  type RevisionHistory,
} from '@towpath/argocd';
import { isDeepStrictEqual } from 'node:util';
import { digest } from './digest';
import { rollbackExamples } from './examples';
import {
  applicationInputs,
  timeoutInput,
  toRef,
  toTimeoutMs,
  urlOutput,
} from './inputs';
import {
  beginOperation,
  logProgress,
  remainingMs,
  type Run,
} from './operations';

/** `argocd:rollback`: deploys again what an entry of the history deployed. */
export function createRollbackAction(instances: ArgoCdInstances) {
  return createTemplateAction({
    id: 'argocd:rollback',
    description:
      'Rolls an application of Argo CD back to an earlier entry of its history, by default the one before the newest, and waits until that is done. Git is not changed. Safe to repeat: the entry is chosen once, so repeating does not go back further.',
    examples: rollbackExamples,
    supportsDryRun: true,
    schema: {
      input: {
        ...applicationInputs,
        id: z =>
          z
            .number()
            .int()
            .nonnegative()
            .optional()
            .describe(
              'The id of the entry of the history. Default: the one before the newest.',
            ),
        prune: z =>
          z
            .boolean()
            .optional()
            .describe('Delete what that entry did not have. Default: false.'),
        disableAutoSync: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Switch auto-sync off first. Argo CD refuses to roll back while it is on, for it would undo it. Default: false.',
            ),
        timeout: timeoutInput,
      },
      output: {
        url: urlOutput,
        id: z => z.number().describe('The entry that was deployed again.'),
        revision: z => z.string().describe('The commit of that entry.'),
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const client = instances.get(input.instance);
      const ref = toRef(input);
      const deadline = Date.now() + toTimeoutMs(input.timeout);
      ctx.output('url', client.applicationUrl(ref));
      if (ctx.isDryRun) {
        logger.info(
          `Dry run: would roll application "${input.name}" at Argo CD "${
            client.name
          }" back to ${input.id ?? 'the entry before the newest'}`,
        );
        return;
      }
      const run: Run = { client, ref, logger, signal, deadline };
      const target = await ctx.checkpoint({
        key: `target.${digest(input)}`,
        fn: async () =>
          chooseTarget(await client.get(ref, { signal }), input.id),
      });
      await rollBack(run, target, input);
      ctx.output('id', target.id);
      ctx.output('revision', target.revision);
    },
  });
}

/** The entry to go back to, and the newest one at the time it was chosen. */
interface Target {
  [key: string]: string | number;
  id: number;
  revision: string;
  newestBefore: number;
}

function chooseTarget(application: Application, id?: number): Target {
  const history = application.status?.history ?? [];
  const entry =
    id === undefined ? history.at(-2) : history.find(past => past.id === id);
  if (!entry) throw new InputError(noSuchEntry(application, id));
  return {
    id: entry.id,
    revision: revisionOf(entry),
    newestBefore: history.at(-1)!.id,
  };
}

function noSuchEntry({ metadata, status }: Application, id?: number): string {
  const known = (status?.history ?? [])
    .map(entry => `${entry.id} (${revisionOf(entry)}, ${entry.deployedAt})`)
    .join(', ');
  const lack =
    id === undefined
      ? 'has nothing to roll back to: it was deployed less than twice'
      : `has no entry ${id} in its history`;
  return `Application "${metadata.name}" ${lack}. Its history: ${
    known || 'empty'
  }`;
}

async function rollBack(
  run: Run,
  target: Target,
  options: { prune?: boolean; disableAutoSync?: boolean },
): Promise<void> {
  const { client, ref, logger, signal } = run;
  const before = await client.get(ref, { signal });
  if (isDone(before, target)) {
    logger.info(`"${ref.name}" runs ${target.revision} already`);
    return;
  }
  if (isUnderWay(before, target)) {
    logger.info('This step has begun the rollback before; going on with it');
  } else {
    await switchAutoSyncOff(run, before, options.disableAutoSync ?? false);
    const request = { id: target.id, prune: options.prune };
    await beginOperation(
      run,
      () => client.rollback(ref, request, { signal }),
      application =>
        isUnderWay(application, target) || isDone(application, target),
    );
    logger.info(`Rollback to ${target.id} (${target.revision}) has begun`);
  }
  await client.wait(ref, {
    until: { operationDone: true },
    deadlineMs: remainingMs(run),
    signal,
    onProgress: logProgress(run),
  });
  logger.info(`"${ref.name}" runs ${target.revision} again`);
}

async function switchAutoSyncOff(
  { client, ref, logger, signal }: Run,
  { spec }: Application,
  mayDisable: boolean,
): Promise<void> {
  const automated = spec.syncPolicy?.automated;
  if (!automated || automated.enabled === false) return;
  if (!mayDisable) {
    throw new InputError(
      `Application "${ref.name}" has auto-sync on, which would undo a rollback, so Argo CD refuses it. Revert the change in Git, or set disableAutoSync: true`,
    );
  }
  const off = { ...automated, enabled: false };
  await client.updateSpec(
    ref,
    { ...spec, syncPolicy: { ...spec.syncPolicy, automated: off } },
    { signal },
  );
  logger.info(
    `Switched auto-sync of "${ref.name}" off; switch it on again when Git is as it should be`,
  );
}

/** Whether the target is deployed: as the newest entry still, or again since it was chosen. */
function isDone(application: Application, target: Target): boolean {
  if (isOperating(application)) return false;
  const history = application.status?.history ?? [];
  const newest = history.at(-1);
  if (!newest) return false;
  const entry = history.find(past => past.id === target.id);
  const isNewer = newest.id > target.newestBefore;
  return newest.id === target.id || (isNewer && isSame(newest, target, entry));
}

// Ten entries are kept, so the one of the target may have fallen out when its copy came in.
function isSame(
  entry: RevisionHistory,
  target: Target,
  original?: RevisionHistory,
): boolean {
  if (revisionOf(entry) !== target.revision) return false;
  if (!original) return true;
  return (
    isDeepStrictEqual(entry.source, original.source) &&
    isDeepStrictEqual(entry.sources, original.sources)
  );
}

/** Whether an operation runs that deploys the target from its source, as a rollback does. */
function isUnderWay(application: Application, target: Target): boolean {
  if (!isOperating(application)) return false;
  const { operation, status } = application;
  const sync = operation?.sync ?? status?.operationState?.operation?.sync;
  const entry = status?.history?.find(past => past.id === target.id);
  if (!sync || !entry || !(sync.source || sync.sources)) return false;
  const revision = sync.revision ?? sync.revisions?.join(',') ?? '';
  return (
    revision === target.revision &&
    isDeepStrictEqual(sync.source, entry.source) &&
    isDeepStrictEqual(sync.sources, entry.sources)
  );
}

function revisionOf({ revision, revisions }: RevisionHistory): string {
  return revision || revisions?.join(',') || '';
}
