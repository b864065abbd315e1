import { handle } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import type { Hook } from 'gitea-js';
import { invalid } from '../../errors.ts';
import type { Host } from '../../host.ts';
import {
  addHook,
  getHook,
  listHooks,
  removeHook,
  replaceHook,
} from '../../store/hooks.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import type { HookRecord } from '../../types.ts';
import { bodyFlag, bodyText, requireAccount, sendPage } from '../request.ts';

const EVENTS = ['push', 'pull_request'];

/** Webhooks. Only who may change settings sees them: an address can hold a secret. */
export function hookRoutes(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.use('/hooks', (request: Request<{ repo: string }>, response, next) => {
    host.rights.requireAdmin(
      requireAccount(response),
      host.repositories.get(request.params.repo),
    );
    next();
  });
  router.get(
    '/hooks',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      await sendPage(
        request,
        response,
        await listHooks(repository),
        presentHook,
      );
    }),
  );
  router.get(
    '/hooks/:id',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repo);
      response.json(
        presentHook(await getHook(repository, Number(request.params.id))),
      );
    }),
  );
  router.post(
    '/hooks',
    handle(async (request, response) => {
      const type = bodyText(request, 'type');
      if (type !== 'gitea')
        throw invalid(
          `type is "${type}": the sandbox sends webhooks of type gitea`,
        );
      const now = host.clock().toISOString();
      const fresh = {
        url: '',
        secret: '',
        events: ['push'],
        active: false,
        branchFilter: '',
        createdAt: now,
      };
      const hook = await change(host, request, repository =>
        addHook(repository, { ...readHook(request, fresh), updatedAt: now }),
      );
      response.status(201).json(presentHook(hook));
    }),
  );
  router.patch(
    '/hooks/:id',
    handle(async (request, response) => {
      const hook = await change(host, request, async repository => {
        const before = await getHook(repository, Number(request.params.id));
        const after = {
          ...before,
          ...readHook(request, before),
          updatedAt: host.clock().toISOString(),
        };
        await replaceHook(repository, after);
        return after;
      });
      response.json(presentHook(hook));
    }),
  );
  router.delete(
    '/hooks/:id',
    handle(async (request, response) => {
      await change(host, request, repository =>
        removeHook(repository, Number(request.params.id)),
      );
      response.status(204).end();
    }),
  );
  return router;
}

function change<T>(
  host: Host,
  request: Request,
  task: (repository: Repository) => Promise<T>,
) {
  return host.repositories.change(request.params.repo, task);
}

type HookFields = Omit<HookRecord, 'id' | 'updatedAt'>;

function readHook(request: Request, before: HookFields): HookFields {
  const config = request.body?.config ?? {};
  const url = String(config.url ?? before.url);
  if (!/^https?:\/\/[^/]+/.test(url) || !URL.canParse(url)) {
    throw invalid(`config.url is "${url}": send an http or https address`);
  }
  if (config.content_type !== undefined && config.content_type !== 'json') {
    throw invalid(
      `config.content_type is "${config.content_type}": the sandbox sends json`,
    );
  }
  const events = request.body?.events ?? before.events;
  const unknown = Array.isArray(events)
    ? events.filter(event => !EVENTS.includes(event))
    : [events];
  if (unknown.length > 0)
    throw invalid(
      `events has "${unknown.join(', ')}": the sandbox sends ${EVENTS.join(
        ' and ',
      )}`,
    );
  return {
    url,
    events,
    secret: String(config.secret ?? before.secret),
    active: bodyFlag(request, 'active') ?? before.active,
    branchFilter: bodyText(request, 'branch_filter') ?? before.branchFilter,
    createdAt: before.createdAt,
  };
}

/** The secret is never shown again. */
function presentHook(hook: HookRecord): Hook {
  return {
    id: hook.id,
    type: 'gitea',
    config: { url: hook.url, content_type: 'json' },
    events: hook.events,
    active: hook.active,
    branch_filter: hook.branchFilter,
    authorization_header: '',
    created_at: hook.createdAt,
    updated_at: hook.updatedAt,
  };
}
