import { ConflictError, InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  isOperating,
  type Application,
  type ArgoCdInstances,
  type AutomatedSync,
  type RevisionHistory,
} from '@towpath/argocd';
import { isDeepStrictEqual } from 'node:util';
import type { ApplicationGuard } from '../owners/ApplicationGuard';
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
export function createRollbackAction(
  instances: ArgoCdInstances,
  guard: ApplicationGuard,
) {
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
      const asked = { client, ref, anyOwner: input.anyOwner };
      await guard.requireVersionChange(ctx, asked);
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
interface EarlierDeployment {
  [key: string]: string | number;
  id: number;
  revision: string;
  newestBefore: number;
}

function chooseTarget(
  application: Application,
  id?: number,
): EarlierDeployment {
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
  target: EarlierDeployment,
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
    await requireOpenWindow(run);
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

/** Argo CD takes a rollback while a window is closed, and lets it wait where nothing else can run. */
async function requireOpenWindow({ client, ref, signal }: Run): Promise<void> {
  const { canSync } = await client.syncWindows(ref, { signal });
  if (canSync !== false) return;
  throw new InputError(
    `A sync window of application "${ref.name}" at Argo CD "${client.name}" is closed now: run the step again when it is open`,
  );
}

async function switchAutoSyncOff(
  run: Run,
  { spec }: Application,
  mayDisable: boolean,
): Promise<void> {
  if (!isAutomated(spec)) return;
  const { ref, logger } = run;
  const { automated } = spec.syncPolicy!;
  if (!mayDisable) {
    throw new InputError(
      `Application "${ref.name}" has auto-sync on, which would undo a rollback, so Argo CD refuses it. Revert the change in Git, or set disableAutoSync: true`,
    );
  }
  const before = JSON.stringify(automated);
  await writeAutoSyncOff(run, spec);
  logger.info(
    `Switched auto-sync of "${ref.name}" off; switch it on again when Git is as it should be. It was ${before}`,
  );
}

/** Servers before 3.1 do not know `enabled` and drop it: there only taking auto-sync out helps. */
async function writeAutoSyncOff(
  { client, ref, logger, signal }: Run,
  spec: Application['spec'],
): Promise<void> {
  const write = async (automated: AutomatedSync | undefined) => {
    const syncPolicy = { ...spec.syncPolicy, automated };
    const written = await client.updateSpec(
      ref,
      { ...spec, syncPolicy },
      { signal },
    );
    return isAutomated(written);
  };
  if (!(await write({ ...spec.syncPolicy!.automated, enabled: false }))) return;
  const version = await client.version({ signal });
  logger.info(
    `Argo CD "${client.name}" ${version} does not know syncPolicy.automated.enabled, which came with 3.1: taking syncPolicy.automated out`,
  );
  if (!(await write(undefined))) return;
  throw new ConflictError(
    `Auto-sync of "${ref.name}" cannot be switched off at Argo CD "${client.name}" ${version}: somebody sets it again`,
  );
}

function isAutomated({ syncPolicy }: Application['spec']): boolean {
  const { automated } = syncPolicy ?? {};
  return Boolean(automated) && automated!.enabled !== false;
}

type Sources = Pick<RevisionHistory, 'source' | 'sources'>;

/** Whether the target is deployed: as the newest entry still, or again since it was chosen. */
function isDone(application: Application, target: EarlierDeployment): boolean {
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
  target: EarlierDeployment,
  original?: RevisionHistory,
): boolean {
  if (revisionOf(entry) !== target.revision) return false;
  if (!original) return true;
  return hasSameSources(entry, original);
}

/** A server writes an empty source beside several, in some places and not in others. */
function hasSameSources(one: Sources, other: Sources): boolean {
  const of = ({ source, sources }: Sources) =>
    sources?.length ? sources : [source];
  return isDeepStrictEqual(of(one), of(other));
}

/** Whether an operation runs that deploys the target from its source, as a rollback does. */
function isUnderWay(
  application: Application,
  target: EarlierDeployment,
): boolean {
  if (!isOperating(application)) return false;
  const { operation, status } = application;
  const sync = operation?.sync ?? status?.operationState?.operation?.sync;
  const entry = status?.history?.find(past => past.id === target.id);
  if (!sync || !entry || !(sync.source || sync.sources)) return false;
  const revision = sync.revision || sync.revisions?.join(',') || '';
  return revision === target.revision && hasSameSources(sync, entry);
}

function revisionOf({ revision, revisions }: RevisionHistory): string {
  return revision || revisions?.join(',') || '';
}
