import { handle } from '@towpath/sandbox-kit';
import { Router } from 'express';
import equal from 'fast-deep-equal';
import jsonPatch from 'fast-json-patch';
import { newApplication, specOf } from '../control/newApplication.ts';
import { invalidArgument } from '../errors.ts';
import {
  type Application,
  type ApplicationRecord,
  type ApplicationSpec,
  timeOf,
} from '../model.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';
import { checkSpec } from './checkSpec.ts';
import { selectListFields } from './fields.ts';
import { mergePatch } from './mergePatch.ts';
import { readQuery } from './query.ts';
import {
  checkNamespace,
  isForeign,
  locate,
  locatorOf,
  queryFlag,
  queryText,
} from './request.ts';

const NAME =
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** List, get, create, change and delete applications. */
export function applicationRoutes(parts: ArgoCdParts): Router {
  const router = Router();
  const { store, controller } = parts;

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
        .filter(fits)
        .map(withoutResourceHealth);
      if (isForeign(queryText(request, 'appNamespace'))) {
        return response.json({ metadata: {}, items: null });
      }
      const list = { metadata: { resourceVersion: store.version }, items };
      const fields = queryText(request, 'fields');
      return response.json(fields ? selectListFields(list, fields) : list);
    }),
  );

  router.get(
    '/:name',
    handle(async (request, response) => {
      const locator = locatorOf(request);
      locate(parts, locator);
      const refresh = queryText(request, 'refresh');
      if (refresh) {
        const how = refresh === 'hard' ? 'hard' : 'normal';
        await controller.refresh(locator.name, how);
      }
      const { application } = locate(parts, locator);
      const isLost = parts.faults.hasLostTrees?.();
      response.json(isLost ? withoutResourceHealth(application) : application);
    }),
  );

  router.post(
    '/',
    handle(async (request, response) => {
      const upsert = queryFlag(request, 'upsert', false);
      const validate = queryFlag(request, 'validate', true);
      response.json(await create(parts, request.body, upsert, validate));
    }),
  );

  router.put(
    '/:name',
    handle(async (request, response) => {
      const validate = queryFlag(request, 'validate', true);
      const { metadata, spec } = request.body as Application;
      const locator = locatorOf(request);
      await checkSpec(parts, locator.name, spec, validate);
      await update(parts, locator, record => {
        replace(record.application, metadata, spec);
      });
      response.json(locate(parts, locator).application);
    }),
  );

  router.put(
    '/:name/spec',
    handle(async (request, response) => {
      const validate = queryFlag(request, 'validate', true);
      const spec = request.body as ApplicationSpec;
      const locator = locatorOf(request);
      await checkSpec(parts, locator.name, spec, validate);
      await update(parts, locator, ({ application }) => {
        application.spec = spec;
      });
      response.json(locate(parts, { name: locator.name }).application.spec);
    }),
  );

  router.patch(
    '/:name',
    handle(async (request, response) => {
      const { patch = '', patchType = 'json' } = request.body;
      const { project, appNamespace } = request.body;
      const locator = { name: request.params.name, project, appNamespace };
      const current = locate(parts, locator).application;
      const patched = applyPatch(current, patch, patchType);
      await checkSpec(parts, locator.name, patched.spec, true);
      await update(parts, locator, record => {
        replace(record.application, patched.metadata, patched.spec);
      });
      response.json(locate(parts, { name: locator.name }).application);
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
      locate(parts, locator);
      if (cascade) await startDeletion(parts, locator.name);
      else await store.remove(locator.name);
      response.json({});
    }),
  );
  return router;
}

/** A list is told as it is kept: the health of what is there is kept with the tree. */
function withoutResourceHealth(application: Application): Application {
  const { status } = application;
  const resources = status.resources?.map(({ health, ...one }) =>
    health?.status === 'Missing' ? { ...one, health } : one,
  );
  return { ...application, status: { ...status, resources } };
}

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

async function startDeletion({ controller, clock }: ArgoCdParts, name: string) {
  await controller.change(name, ({ application: { metadata } }) => {
    metadata.finalizers = [
      ...new Set([...(metadata.finalizers ?? []), FINALIZER]),
    ];
    metadata.deletionTimestamp ??= timeOf(clock());
  });
}

async function update(
  parts: ArgoCdParts,
  locator: { name: string; project?: string; appNamespace?: string },
  task: (record: ApplicationRecord) => void,
) {
  locate(parts, locator);
  await parts.controller.change(locator.name, task, { refresh: true });
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
  parts: ArgoCdParts,
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
  await checkSpec(parts, metadata.name, spec, validate);
  const existing = parts.store.get(metadata.name);
  if (!existing) {
    await parts.controller.create({
      application: newApplication(metadata, spec, parts.clock()),
      live: [],
    });
  } else if (!isSame(existing.application, metadata, spec)) {
    if (!upsert) {
      throw invalidArgument(
        'existing application spec is different, use upsert flag to force update',
      );
    }
    await update(parts, { name: metadata.name }, ({ application }) => {
      const { labels, annotations } = application.metadata;
      const merged = {
        ...metadata,
        labels: { ...labels, ...metadata.labels },
        annotations: { ...annotations, ...metadata.annotations },
      };
      replace(application, merged, specOf(spec));
    });
  }
  return locate(parts, { name: metadata.name }).application;
}

/** What is there is compared as it is, whoever has written into it since. */
function isSame(
  { metadata, spec }: Application,
  wanted: Application['metadata'],
  wantedSpec: ApplicationSpec,
): boolean {
  const { labels = {}, annotations = {}, finalizers = [] } = metadata;
  return (
    equal(specOf(spec), specOf(wantedSpec)) &&
    equal(labels, wanted.labels ?? {}) &&
    equal(annotations, wanted.annotations ?? {}) &&
    equal(finalizers, wanted.finalizers ?? [])
  );
}
