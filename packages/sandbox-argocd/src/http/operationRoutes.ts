import { handle } from '@towpath/sandbox-kit';
import { Router } from 'express';
import { startOperation, terminateOperation } from '../control/operations.ts';
import { windowsOf } from '../control/syncWindows.ts';
import {
  failedPrecondition,
  type GrpcError,
  invalidArgument,
  permissionDenied,
} from '../errors.ts';
import {
  type Application,
  type ApplicationRecord,
  isAutomated,
  type Operation,
  type Source,
  sourcesOf,
} from '../model.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';
import {
  accountOf,
  locate,
  locatorOf,
  locatorOfBody,
  requireAlive,
} from './request.ts';

/** Sync, roll back, and end what runs. */
export function operationRoutes(parts: ArgoCdParts): Router {
  const router = Router();
  const { controller } = parts;

  router.post(
    '/:name/sync',
    handle(async (request, response) => {
      const locator = locatorOfBody(request);
      locate(parts, locator);
      const begin = async (record: ApplicationRecord) => {
        const { application } = record;
        const body = request.body ?? {};
        const operation = await readSync(parts, application, body);
        operation.initiatedBy = { username: accountOf(response) };
        startOperation(record, operation);
      };
      await controller.change(locator.name, begin, { later: true });
      response.json(locate(parts, { name: locator.name }).application);
    }),
  );

  router.post(
    '/:name/rollback',
    handle(async (request, response) => {
      const locator = locatorOfBody(request);
      locate(parts, locator);
      const begin = (record: ApplicationRecord) => {
        const operation = readRollback(record.application, request.body ?? {});
        operation.initiatedBy = { username: accountOf(response) };
        startOperation(record, operation);
      };
      await controller.change(locator.name, begin, { later: true });
      response.json(locate(parts, { name: locator.name }).application);
    }),
  );

  router.delete(
    '/:name/operation',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      locate(parts, locator);
      await controller.change(locator.name, terminateOperation, {
        later: true,
      });
      response.json({});
    }),
  );
  return router;
}

interface SyncRequest {
  revision?: string;
  revisions?: string[];
  sourcePositions?: number[];
  dryRun?: boolean;
  prune?: boolean;
  strategy?: NonNullable<Operation['sync']>['syncStrategy'];
  resources?: NonNullable<Operation['sync']>['resources'];
  syncOptions?: { items?: string[] };
  retryStrategy?: Operation['retry'];
  infos?: Operation['info'];
  manifests?: string[];
}

/** Checks in the order of the real server. @throws GrpcError */
export async function readSync(
  { projects, clock, git }: ArgoCdParts,
  application: Application,
  body: SyncRequest,
): Promise<Operation> {
  const { spec } = application;
  const project = projects.get(spec.project);
  if (!windowsOf(project, application, clock()).canSyncByHand) {
    throw permissionDenied('cannot sync: blocked by sync window');
  }
  if (body.manifests?.length && isAutomated(spec) && !body.dryRun) {
    throw failedPrecondition(
      'cannot use local sync when Automatic Sync Policy is enabled unless for dry run',
    );
  }
  requireAlive(application);
  const asked = readRevisions(application, body);
  const revisions = body.manifests?.length
    ? ['']
    : await resolveAll(git, sourcesOf(spec), asked);
  const options = body.syncOptions?.items ?? spec.syncPolicy?.syncOptions;
  const retry = body.retryStrategy ?? spec.syncPolicy?.retry;
  return {
    sync: {
      ...(spec.sources?.length
        ? { sources: spec.sources, revisions }
        : { source: spec.source, revision: revisions[0] }),
      ...(body.prune && { prune: true }),
      ...(body.dryRun && { dryRun: true }),
      syncStrategy: body.strategy ?? { hook: {} },
      ...(body.resources?.length && { resources: body.resources }),
      ...(options?.length && { syncOptions: options }),
      ...(body.manifests?.length && { manifests: body.manifests }),
    },
    ...(body.infos?.length && { info: body.infos }),
    ...(retry && { retry }),
  };
}

/** The commit of each source, so that all of a sync is about the same. @throws GrpcError 9 */
async function resolveAll(
  git: ArgoCdParts['git'],
  sources: Source[],
  asked: (string | undefined)[],
): Promise<string[]> {
  return Promise.all(
    sources.map(async ({ repoURL, chart, targetRevision }, i) => {
      const revision = asked[i] || targetRevision || 'HEAD';
      if (chart || /^[0-9a-f]{40}$/.test(revision)) return revision;
      try {
        await git.poll(repoURL);
        return await git.resolve(repoURL, revision);
      } catch (error) {
        throw unresolved((error as Error).message.trim());
      }
    }),
  );
}

/** The real one has one code for both: that Git has no such revision, and that nobody could ask it. */
function unresolved(reason: string): GrpcError {
  const said = reason.startsWith('unable to resolve')
    ? reason
    : `failed to list refs: ${reason}`;
  return failedPrecondition(
    `error resolving repo revision: rpc error: code = Unknown desc = ${said}`,
  );
}

/** What is asked for of each source. */
function readRevisions(
  { spec }: Application,
  { revision, revisions = [], sourcePositions = [], dryRun }: SyncRequest,
): (string | undefined)[] {
  if (sourcePositions.some(position => typeof position !== 'number')) {
    throw invalidArgument(
      'json: cannot unmarshal string into Go struct field ApplicationSyncRequest.sourcePositions of type int64',
    );
  }
  if (revisions.length !== sourcePositions.length) {
    throw invalidArgument(
      'source positions and revisions must have the same length',
    );
  }
  const sources = sourcesOf(spec);
  const asked = spec.sources?.length
    ? sources.map((_, i) => {
        const position = sourcePositions.indexOf(i + 1);
        return position < 0 ? undefined : revisions[position];
      })
    : [revision || undefined];
  sources.forEach(({ targetRevision }, i) => {
    const target = targetRevision || 'HEAD';
    if (asked[i] && asked[i] !== target && isAutomated(spec) && !dryRun) {
      throw failedPrecondition(
        `Cannot sync to ${asked[i]}: auto-sync currently set to ${target}`,
      );
    }
  });
  return asked;
}

/** @throws GrpcError when auto-sync is on or there is no such deployment */
export function readRollback(
  application: Application,
  {
    id,
    prune,
    dryRun,
  }: { id?: number | string; prune?: boolean; dryRun?: boolean },
): Operation {
  const { spec, status, metadata } = application;
  requireAlive(application);
  if (isAutomated(spec)) {
    throw failedPrecondition(
      'rollback cannot be initiated when auto-sync is enabled',
    );
  }
  const wanted = Number(id ?? 0);
  const deployed = status.history?.find(entry => entry.id === wanted);
  if (!deployed) {
    throw invalidArgument(
      `application ${metadata.name} does not have deployment with id ${wanted}`,
    );
  }
  const { revision, revisions, source, sources } = deployed;
  return {
    sync: {
      ...(revision && { revision }),
      ...(revisions && { revisions }),
      ...(source && { source }),
      ...(sources && { sources }),
      ...(prune && { prune: true }),
      ...(dryRun && { dryRun: true }),
      ...(spec.syncPolicy?.syncOptions && {
        syncOptions: spec.syncPolicy.syncOptions,
      }),
      syncStrategy: { apply: {} },
    },
  };
}
