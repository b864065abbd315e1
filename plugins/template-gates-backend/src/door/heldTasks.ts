import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  taskCancelPermission,
  taskReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import type { NextFunction, Request, Response } from 'express';
import type { HeldTask } from '../holding/TaskGate';
import type { DoorServices } from './DoorServices';
import { followHeld } from './followHeld';
import { presentHeld, toEvents } from './presentHeld';

const MOST = 200;

/** What is held answers as a task of the scaffolder would; once it has begun, the task itself does. */
export async function answerHeldTask(
  services: DoorServices,
  part: 'task' | 'events' | 'stream',
  parts: { request: Request; response: Response; next: NextFunction },
): Promise<'next' | undefined> {
  const { request, response, next } = parts;
  const { taskId } = request.params;
  const held = await services.keeper.get().find(taskId);
  if (!held) return 'next';
  await requireReader(services, request, held, taskReadPermission);
  if (held.task) {
    leadTo(request, held.task);
    return 'next';
  }
  if (part === 'stream') {
    followHeld(services.keeper.get(), taskId, {
      request,
      response,
      begun(task) {
        leadTo(request, task);
        next();
      },
    });
  } else if (part === 'events') {
    response.json(toEvents(held.run, afterOf(request)));
  } else {
    response.json(presentHeld(held.run));
  }
  return undefined;
}

export async function cancelHeldTask(
  services: DoorServices,
  request: Request,
  response: Response,
): Promise<'next' | undefined> {
  const { taskId } = request.params;
  const gate = services.keeper.get();
  const held = await gate.find(taskId);
  if (!held) return 'next';
  const credentials = await requireReader(
    services,
    request,
    held,
    taskCancelPermission,
  );
  if (held.task) {
    leadTo(request, held.task);
    return 'next';
  }
  await gate.cancel(taskId, refOf(credentials));
  response.json({ status: 'cancelled' });
  return undefined;
}

/** What is held comes before what has begun, on the first page and the next. */
export async function listWithHeld(
  services: DoorServices,
  request: Request,
  response: Response,
): Promise<'next'> {
  const credentials = await services.httpAuth.credentials(request);
  const { status, createdBy } = request.query;
  const isWanted = status === undefined || [status].flat().includes('open');
  if (!isWanted) return 'next';
  const mine = (await mayReadAll(services, credentials, taskReadPermission))
    ? undefined
    : refOf(credentials);
  const people = createdBy === undefined ? [undefined] : [createdBy].flat();
  const runs = await Promise.all(
    people.map(person =>
      mine !== undefined && person !== undefined && person !== mine
        ? []
        : services.keeper
            .get()
            .list((person as string | undefined) ?? mine, MOST),
    ),
  );
  putBefore(runs.flat().map(presentHeld), request, response);
  return 'next';
}

function putBefore(held: object[], request: Request, response: Response): void {
  if (held.length === 0) return;
  const offset = Number(request.query.offset ?? 0);
  const limit =
    request.query.limit === undefined ? undefined : Number(request.query.limit);
  const shown = held.slice(
    offset,
    limit === undefined ? undefined : offset + limit,
  );
  const url = new URL(request.url, 'http://localhost');
  const left = limit === undefined ? undefined : limit - shown.length;
  url.searchParams.set('offset', String(Math.max(0, offset - held.length)));
  // The scaffolder does not take a page of none.
  if (left !== undefined) url.searchParams.set('limit', String(left || 1));
  request.url = `${url.pathname}${url.search}`;
  request.query = Object.fromEntries(
    [...new Set(url.searchParams.keys())].map(key => {
      const all = url.searchParams.getAll(key);
      return [key, all.length > 1 ? all : all[0]];
    }),
  );
  const send = response.json.bind(response);
  response.json = body =>
    send(
      Array.isArray(body?.tasks)
        ? {
            ...body,
            tasks: [...shown, ...body.tasks.slice(0, left)],
            totalTasks: body.totalTasks + held.length,
          }
        : body,
    );
}

async function requireReader(
  services: DoorServices,
  request: Request,
  { run }: HeldTask,
  permission: ResourcePermission,
): Promise<BackstageCredentials> {
  const credentials = await services.httpAuth.credentials(request);
  const isTheirs = run.requestedBy === refOf(credentials);
  const decision = await decisionOf(services, credentials, permission);
  const isAllowed =
    decision === AuthorizeResult.ALLOW ||
    (decision === AuthorizeResult.CONDITIONAL && isTheirs);
  if (isAllowed) return credentials;
  throw new NotAllowedError(
    `Task ${run.id} is for ${run.requestedBy}, who asked for it. Its approvers see it at /runs/${run.id}`,
  );
}

async function mayReadAll(
  services: DoorServices,
  credentials: BackstageCredentials,
  permission: ResourcePermission,
): Promise<boolean> {
  return (
    (await decisionOf(services, credentials, permission)) ===
    AuthorizeResult.ALLOW
  );
}

/** A condition says that a task is for who began it; what else it might say is not asked, and not let through. */
async function decisionOf(
  { permissions }: DoorServices,
  credentials: BackstageCredentials,
  permission: ResourcePermission,
) {
  const [{ result }] = await permissions.authorizeConditional(
    [{ permission }],
    {
      credentials,
    },
  );
  return result;
}

/** The id is part of a path that has no other place like it. */
function leadTo(request: Request, task: string): void {
  request.url = request.url.replace(request.params.taskId, task);
}

function afterOf({ query }: Request): number | undefined {
  return query.after === undefined ? undefined : Number(query.after);
}

function refOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as Record<string, string>;
  return userEntityRef ?? subject;
}
