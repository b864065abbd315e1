import { Router } from 'express';
import equal from 'fast-deep-equal';
import jsonPatch from 'fast-json-patch';
import { specProblem } from '../control/reconcile.ts';
import { invalidArgument } from '../errors.ts';
import {
  type Application,
  type ApplicationRecord,
  type ApplicationSpec,
  ARGO_NAMESPACE,
  sourcesOf,
  timeOf,
} from '../model.ts';
import type { World } from '../world.ts';
import { selectListFields } from './fields.ts';
import { mergePatch } from './mergePatch.ts';
import { readQuery } from './query.ts';
import {
  checkNamespace,
  handle,
  locate,
  locatorOf,
  queryFlag,
  queryText,
} from './request.ts';

const specOf = (spec: ApplicationSpec): ApplicationSpec => ({
  ...spec,
  project: spec.project || 'default',
});

const NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** List, get, create, change and delete applications. */
export function applicationRoutes(world: World): Router {
  const router = Router();
  const { store, controller } = world;

  router.get(
    '/',
    handle(async (request, response) => {
      const fits = readQuery(request);
      const found = store
        .list()
        .map(({ application }) => application)
        .filter(fits);
      if (queryText(request, 'refresh')) {
        for (const { metadata } of found) {
          await controller.refresh(metadata.name);
        }
      }
      const items = store
        .list()
        .map(({ application }) => application)
        .filter(fits);
      const list = { metadata: { resourceVersion: store.version }, items };
      const fields = queryText(request, 'fields');
      response.json(fields ? selectListFields(list, fields) : list);
    }),
  );

  router.get(
    '/:name',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      locate(world, locator);
      if (queryText(request, 'refresh')) await controller.refresh(locator.name);
      response.json(locate(world, locator).application);
    }),
  );

  router.post(
    '/',
    handle(async (request, response) => {
      const upsert = queryFlag(request, 'upsert', false);
      const validate = queryFlag(request, 'validate', true);
      response.json(await create(world, request.body, upsert, validate));
    }),
  );

  router.put(
    '/:name',
    handle(async (request, response) => {
      const validate = queryFlag(request, 'validate', true);
      const { metadata, spec } = request.body as Application;
      const locator = locatorOf(request);
      await check(world, locator.name, spec, validate);
      await update(world, locator, record => {
        replace(record.application, metadata, spec);
      });
      response.json(locate(world, locator).application);
    }),
  );

  router.put(
    '/:name/spec',
    handle(async (request, response) => {
      const validate = queryFlag(request, 'validate', true);
      const spec = request.body as ApplicationSpec;
      const locator = locatorOf(request);
      await check(world, locator.name, spec, validate);
      await update(world, locator, ({ application }) => {
        application.spec = spec;
      });
      response.json(locate(world, { name: locator.name }).application.spec);
    }),
  );

  router.patch(
    '/:name',
    handle(async (request, response) => {
      const { patch = '', patchType = 'json' } = request.body;
      const { project, appNamespace } = request.body;
      const locator = { name: request.params.name, project, appNamespace };
      const current = locate(world, locator).application;
      const patched = applyPatch(current, patch, patchType);
      await check(world, locator.name, patched.spec, true);
      await update(world, locator, record => {
        replace(record.application, patched.metadata, patched.spec);
      });
      response.json(locate(world, { name: locator.name }).application);
    }),
  );

  router.delete(
    '/:name',
    handle(async (request, response) => {
      const cascade = queryFlag(request, 'cascade', true);
      const policy = queryText(request, 'propagationPolicy');
      if (!cascade && policy) {
        throw invalidArgument(
          'cannot set propagation policy when cascading is disabled',
        );
      }
      if (policy && !['foreground', 'background'].includes(policy)) {
        throw invalidArgument(`invalid propagation policy: ${policy}`);
      }
      const locator = locatorOf(request);
      locate(world, locator);
      if (cascade) await startDeletion(world, locator.name);
      else await store.remove(locator.name);
      response.json({});
    }),
  );
  return router;
}

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

async function startDeletion({ controller, clock }: World, name: string) {
  await controller.change(name, ({ application: { metadata } }) => {
    metadata.finalizers = [
      ...new Set([...(metadata.finalizers ?? []), FINALIZER]),
    ];
    metadata.deletionTimestamp ??= timeOf(clock());
  });
}

async function update(
  world: World,
  locator: { name: string; project?: string; appNamespace?: string },
  task: (record: ApplicationRecord) => void,
) {
  locate(world, locator);
  await world.controller.change(locator.name, task, { refresh: true });
}

/** Only what a person may set is taken over, never the status or a running operation. */
function replace(
  application: Application,
  { labels, annotations, finalizers }: Application['metadata'],
  spec: ApplicationSpec,
) {
  application.spec = spec;
  Object.assign(application.metadata, { labels, annotations, finalizers });
}

function applyPatch(
  application: Application,
  patch: string,
  type: string,
): Application {
  let parsed: unknown;
  try {
    parsed = JSON.parse(patch);
  } catch (error) {
    throw invalidArgument(
      `error decoding the patch: ${(error as Error).message}`,
    );
  }
  const copy = structuredClone(application);
  if (type === 'merge') return mergePatch(copy, parsed) as Application;
  if (type !== 'json') {
    throw invalidArgument(`Patch type '${type}' is not supported`);
  }
  try {
    const list = parsed as Parameters<typeof jsonPatch.applyPatch>[1];
    return jsonPatch.applyPatch(copy, list, true).newDocument as Application;
  } catch (error) {
    const [message] = (error as Error).message.split('\n');
    throw invalidArgument(`error applying the patch: ${message}`);
  }
}

async function create(
  world: World,
  body: Partial<Application> | undefined,
  upsert: boolean,
  validate: boolean,
): Promise<Application> {
  const { metadata, spec } = body ?? {};
  if (!metadata || !spec)
    throw invalidArgument(
      'error creating application: application is nil in request',
    );
  if (!NAME.test(metadata.name ?? '') || metadata.name.length > 253) {
    throw invalidArgument(
      `Application.argoproj.io "${metadata.name}" is invalid: metadata.name: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
    );
  }
  checkNamespace(metadata.namespace);
  await check(world, metadata.name, spec, validate);
  const existing = world.store.get(metadata.name);
  if (!existing) {
    await world.controller.create({
      application: newApplication(metadata, spec, world.clock()),
      live: [],
    });
  } else if (!equal(specOf(existing.application.spec), specOf(spec))) {
    if (!upsert) {
      throw invalidArgument(
        'existing application spec is different, use upsert flag to force update',
      );
    }
    await update(world, { name: metadata.name }, ({ application }) =>
      replace(
        application,
        { ...application.metadata, ...metadata },
        specOf(spec),
      ),
    );
  }
  return locate(world, { name: metadata.name }).application;
}

/** An application as it is before it was ever compared. */
export function newApplication(
  { name, labels, annotations, finalizers }: Application['metadata'],
  spec: ApplicationSpec,
  now: Date,
): Application {
  return {
    metadata: {
      name,
      namespace: ARGO_NAMESPACE,
      creationTimestamp: timeOf(now),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(finalizers && { finalizers }),
    },
    spec: specOf(spec),
    status: { sync: { status: 'Unknown' }, health: { status: 'Unknown' } },
  };
}

/** @throws GrpcError 3 that says what is wrong with the specification */
async function check(
  world: World,
  name: string,
  given: ApplicationSpec | undefined,
  validate: boolean,
): Promise<void> {
  if (!given?.destination) {
    throw invalidArgument(
      `application spec for ${name} is invalid: InvalidSpecError: spec.destination is missing`,
    );
  }
  const spec = specOf(given);
  const context = {
    clusters: world.clusters,
    hasProject: (project: string) => !!world.projects.get(project),
  };
  if (!context.hasProject(spec.project)) {
    throw invalidArgument(
      `application references project ${spec.project} which does not exist`,
    );
  }
  if (!validate) return;
  const problem =
    specProblem(spec, context) ?? (await sourceProblem(world, name, spec));
  if (problem) {
    throw invalidArgument(
      `application spec for ${name} is invalid: InvalidSpecError: ${problem}`,
    );
  }
}

async function sourceProblem(
  { git, targets, clock }: World,
  name: string,
  spec: ApplicationSpec,
): Promise<string | undefined> {
  const sources = sourcesOf(spec);
  const incomplete = sources.find(
    ({ repoURL, path, chart, ref }) => !repoURL || (!path && !chart && !ref),
  );
  if (sources.length === 0 || incomplete) {
    return 'spec.source.repoURL and either spec.source.path or spec.source.chart are required';
  }
  for (const { repoURL } of sources.filter(({ chart }) => !chart)) {
    try {
      await git.poll(repoURL);
    } catch (error) {
      return `repository not accessible: ${repoURL}: ${
        (error as Error).message
      }`;
    }
  }
  // Charts cannot be rendered here; that is told by a condition, not by a refusal.
  if (sources.some(({ chart, helm }) => chart || helm)) return undefined;
  try {
    await targets.read(newApplication({ name }, spec, clock()));
    return undefined;
  } catch (error) {
    return `Unable to generate manifests in ${sources[0].path}: ${(
      error as Error
    ).message.trim()}`;
  }
}
