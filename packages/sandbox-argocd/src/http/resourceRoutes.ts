import { handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { isInSync, pairUp } from '../control/compare.ts';
import { healthOf } from '../control/health.ts';
import { podImages } from '../control/pods.ts';
import { windowsOf } from '../control/syncWindows.ts';
import {
  failedPrecondition,
  invalidArgument,
  unimplemented,
  unknownError,
} from '../errors.ts';
import {
  type ApplicationRecord,
  type LiveResource,
  type Manifest,
  refOf,
  sourcesOf,
  timeOf,
} from '../model.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';
import { selectFields } from './fields.ts';
import { mergePatch } from './mergePatch.ts';
import { ownedNodes } from './ownedNodes.ts';
import { locate, locatorOf, queryList, queryText } from './request.ts';

/** What an application consists of, and where its versions come from. */
export function resourceRoutes(parts: ArgoCdParts): Router {
  const router = Router();
  const { controller } = parts;

  router.get('/:name/resource-tree', (request, response) => {
    response.json(treeOf(parts, locate(parts, locatorOf(request))));
  });

  router.get('/:name/managed-resources', (request, response) => {
    if (parts.faults.hasLostTrees?.()) {
      throw unknownError(
        'error getting cached app managed resources: cache: key is missing',
      );
    }
    const items = managedResources(locate(parts, locatorOf(request)));
    const fields = queryText(request, 'fields');
    response.json(fields ? selectFields({ items }, fields) : { items });
  });

  router.get(
    '/:name/manifests',
    handle(async (request, response) => {
      const record = locate(parts, locatorOf(request));
      response.json(await manifestsOf(parts, record, request));
    }),
  );

  router.get(
    '/:name/revisions/:revision/metadata',
    handle(async (request, response) => {
      const record = locate(parts, locatorOf(request));
      const { revision } = request.params;
      const index = Number(queryText(request, 'sourceIndex') ?? 0);
      response.json(await revisionMetadata(parts, record, revision, index));
    }),
  );

  router.get('/:name/syncwindows', (request, response) => {
    const { application } = locate(parts, locatorOf(request));
    const project = parts.projects.get(application.spec.project);
    const windows = windowsOf(project, application, parts.clock());
    const present = ({
      kind,
      schedule,
      duration,
      manualSync,
    }: (typeof windows.active)[number]) => ({
      kind,
      schedule,
      duration,
      manualSync: !!manualSync,
    });
    response.json({
      ...(windows.active.length && {
        activeWindows: windows.active.map(present),
      }),
      ...(windows.assigned.length && {
        assignedWindows: windows.assigned.map(present),
      }),
      canSync: windows.canSyncByHand,
    });
  });

  router.get('/:name/events', (request, response) => {
    locate(parts, locatorOf(request));
    // No cluster, so nothing happens that Kubernetes would report.
    response.json({ metadata: {}, items: [] });
  });

  router.get('/:name/resource', (request, response) => {
    const record = locate(parts, locatorOf(request));
    const { manifest } = findLive(record, request);
    response.json({ manifest: JSON.stringify(manifest) });
  });

  router.post(
    '/:name/resource',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      locate(parts, locator);
      const manifest = await controller.change(locator.name, record =>
        patchLive(record, request, parts),
      );
      response.json({ manifest: JSON.stringify(manifest) });
    }),
  );

  router.delete(
    '/:name/resource',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      locate(parts, locator);
      await controller.change(locator.name, record => {
        const found = findLive(record, request);
        record.live = record.live.filter(one => one !== found);
      });
      response.json({});
    }),
  );
  return router;
}

/** The objects themselves, below them what a cluster would make of them, and what is missing. */
export function treeOf(
  { clock, timings }: Pick<ArgoCdParts, 'clock' | 'timings'>,
  { target = [], live }: ApplicationRecord,
) {
  const missing = pairUp(target, live).filter(pair => !pair.live);
  const nodes = live.flatMap(resource => {
    const { manifest, uid, createdAt } = resource;
    const health = healthOf(resource, clock(), timings.rollout);
    const node = {
      ...refOf(manifest),
      uid,
      createdAt,
      resourceVersion: `${Date.parse(resource.changedAt)}`,
      ...(health && { health }),
    };
    return [node, ...ownedNodes(resource, clock(), timings.rollout)];
  });
  return { nodes: [...missing.map(missingNode), ...nodes] };
}

function missingNode({ target }: ReturnType<typeof pairUp>[number]) {
  return { ...refOf(target!), health: { status: 'Missing' } };
}

function managedResources({ target = [], live }: ApplicationRecord) {
  return pairUp(target, live).map(pair => {
    const manifest = (pair.target ?? pair.live?.manifest)!;
    const { group, kind, namespace, name } = refOf(manifest);
    const liveState = JSON.stringify(pair.live?.manifest ?? null);
    const targetState = JSON.stringify(pair.target ?? null);
    return {
      ...(group && { group }),
      kind,
      ...(namespace && { namespace }),
      name,
      liveState,
      targetState,
      normalizedLiveState: liveState,
      predictedLiveState: targetState,
      modified: !isInSync(pair),
    };
  });
}

async function manifestsOf(
  parts: ArgoCdParts,
  { application }: ApplicationRecord,
  request: Request,
) {
  const { spec } = application;
  if (sourcesOf(spec).some(({ helm, chart }) => helm || chart)) {
    throw unimplemented(
      'the sandbox does not render Helm charts: it keeps their values and parameters only',
    );
  }
  const revisions = spec.sources?.length
    ? queryList(request, 'revisions')
    : queryList(request, 'revision');
  const state = await parts.targets
    .read(application, undefined, revisions)
    .catch(error => {
      throw failedPrecondition(error.message.trim());
    });
  const server = parts.clusters.find(
    ({ name }) => name === spec.destination.name,
  )?.server;
  return {
    manifests: state.manifests.map(manifest => JSON.stringify(manifest)),
    namespace: spec.destination.namespace ?? '',
    server: spec.destination.server ?? server ?? '',
    revision: state.revisions[0],
    sourceType: state.types[0],
  };
}

async function revisionMetadata(
  { git }: ArgoCdParts,
  { application }: ApplicationRecord,
  revision: string,
  index: number,
) {
  const source = sourcesOf(application.spec)[index];
  if (!source) {
    throw invalidArgument(`source index ${index} not found`);
  }
  if (!/^[0-9a-f]{40}$/.test(revision)) {
    throw invalidArgument(`revision ${revision} must be resolved`);
  }
  const commit = await git.commit(source.repoURL, revision).catch(error => {
    throw unknownError(
      `rpc error: code = Unknown desc = failed to get revision metadata: ${error.message.trim()}`,
    );
  });
  const { author, message } = commit;
  const tags = git.tagsOf(source.repoURL, revision);
  return {
    author: `${author.name} <${author.email}>`,
    date: timeOf(new Date(author.date)),
    message: message.trim(),
    ...(tags.length && { tags }),
  };
}

function findLive(record: ApplicationRecord, request: Request): LiveResource {
  const asked = (name: string) => queryText(request, name);
  const found = record.live.find(({ manifest }) => {
    const { kind, name, namespace = '', group = '' } = refOf(manifest);
    return (
      kind === asked('kind') &&
      name === asked('resourceName') &&
      group === (asked('group') ?? '') &&
      (asked('namespace') ?? namespace) === namespace
    );
  });
  if (found) return found;
  throw invalidArgument(
    `${asked('kind')} ${asked('group') ?? ''} ${asked(
      'resourceName',
    )} not found as part of application ${record.application.metadata.name}`,
  );
}

/** A change by hand, which Git knows nothing of. */
function patchLive(
  record: ApplicationRecord,
  request: Request,
  { clock, timings }: Pick<ArgoCdParts, 'clock' | 'timings'>,
): Manifest {
  const now = clock();
  const found = findLive(record, request);
  const type =
    queryText(request, 'patchType') ?? 'application/merge-patch+json';
  if (!/merge/.test(type)) {
    throw invalidArgument(`patch type ${type} is not one the sandbox knows`);
  }
  let patch: unknown;
  try {
    patch =
      typeof request.body === 'string'
        ? JSON.parse(request.body)
        : request.body;
  } catch (error) {
    throw invalidArgument(`cannot read the patch: ${(error as Error).message}`);
  }
  found.ranBefore = podImages(found, now, timings.rollout);
  found.manifest = mergePatch(found.manifest, patch) as Manifest;
  found.changedAt = now.toISOString();
  return found.manifest;
}
