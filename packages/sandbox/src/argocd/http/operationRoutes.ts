import { Router } from 'express';
import { startOperation, terminateOperation } from '../control/operations.ts';
import { windowsOf } from '../control/syncWindows.ts';
import {
  failedPrecondition,
  invalidArgument,
  permissionDenied,
} from '../errors.ts';
import {
  type Application,
  isAutomated,
  type Operation,
  sourcesOf,
} from '../model.ts';
import type { World } from '../world.ts';
import {
  accountOf,
  handle,
  locate,
  locatorOf,
  locatorOfBody,
  requireAlive,
} from './request.ts';

/** Sync, roll back, and end what runs. */
export function operationRoutes(world: World): Router {
  const router = Router();
  const { controller, clock } = world;

  router.post(
    '/:name/sync',
    handle(async (request, response) => {
      const locator = locatorOfBody(request);
      locate(world, locator);
      await controller.change(locator.name, record => {
        const operation = readSync(
          world,
          record.application,
          request.body ?? {},
        );
        operation.initiatedBy = { username: accountOf(response) };
        startOperation(record, operation, clock());
      });
      response.json(locate(world, { name: locator.name }).application);
    }),
  );

  router.post(
    '/:name/rollback',
    handle(async (request, response) => {
      const locator = locatorOfBody(request);
      locate(world, locator);
      await controller.change(locator.name, record => {
        const operation = readRollback(record.application, request.body ?? {});
        operation.initiatedBy = { username: accountOf(response) };
        startOperation(record, operation, clock());
      });
      response.json(locate(world, { name: locator.name }).application);
    }),
  );

  router.delete(
    '/:name/operation',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      locate(world, locator);
      await controller.change(locator.name, record => {
        terminateOperation(record);
        return undefined;
      });
      response.json({});
    }),
  );
  return router;
}

interface SyncRequest {
  revision?: string;
  revisions?: string[];
  sourcePositions?: (string | number)[];
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
export function readSync(
  { projects, clock }: World,
  application: Application,
  body: SyncRequest,
): Operation {
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
  const revisions = readRevisions(application, body);
  const options = body.syncOptions?.items ?? spec.syncPolicy?.syncOptions;
  const retry = body.retryStrategy ?? spec.syncPolicy?.retry;
  return {
    sync: {
      ...revisions,
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

function readRevisions(
  { spec }: Application,
  { revision, revisions = [], sourcePositions = [], dryRun }: SyncRequest,
) {
  if (revisions.length !== sourcePositions.length) {
    throw invalidArgument(
      'source positions and revisions must have the same length',
    );
  }
  const sources = sourcesOf(spec);
  const asked = spec.sources?.length
    ? sources.map((_, i) => {
        const position = sourcePositions.findIndex(at => Number(at) === i + 1);
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
  if (!spec.sources?.length) return asked[0] ? { revision: asked[0] } : {};
  const known = sources.map((s, i) => asked[i] ?? s.targetRevision ?? '');
  return sourcePositions.length ? { revisions: known } : {};
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
