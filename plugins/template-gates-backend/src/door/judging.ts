import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import type { JsonObject } from '@backstage/types';
import type { Request, Response } from 'express';
import { PASS_HEADER } from '../holding/ScaffolderTasks';
import type { Judgement } from '../model/Judgement';
import { readTemplate } from '../model/readTemplate';
import type { TaskRequest } from '../model/TaskRequest';
import type { DoorServices } from './DoorServices';
import { findFaults } from './findFaults';

/** Whether a new task may begin at once; otherwise it is answered. */
export async function judgeNewTask(
  services: DoorServices,
  request: Request,
  response: Response,
): Promise<boolean> {
  const { templateRef, values, secrets } = readBody(request);
  const credentials = await requireCreator(services, request);
  const template = await services.keeper
    .get()
    .template(toTemplateRef(templateRef), credentials);
  return decide(
    { template, values: asObject(values, 'values'), secrets: asTexts(secrets) },
    { services, credentials, request, response },
  );
}

/** Whether a task may be tried again at once; otherwise it is answered. */
export async function judgeRetry(
  services: DoorServices,
  request: Request,
  response: Response,
): Promise<boolean> {
  const { secrets } = readBody(request);
  const credentials = await requireCreator(services, request);
  const gate = services.keeper.get();
  const { taskId } = request.params;
  const held = await gate.find(taskId);
  if (held && !held.task) {
    throw new InputError(
      `Task ${taskId} has not begun, so it cannot be tried again: start it over from its form`,
    );
  }
  const task = held?.task ?? taskId;
  // In this order: the scaffolder reads the path, and what it says is what was judged.
  request.url = request.url.replace(taskId, task);
  const asked = await gate.ofTask(task, asTexts(secrets), credentials);
  return decide(asked, { services, credentials, request, response });
}

/** A dry run changes nothing, so it is never held; what a rule forbids, it does not do either. */
export async function judgeDryRun(
  services: DoorServices,
  request: Request,
  response: Response,
): Promise<boolean> {
  const { template, values, secrets } = readBody(request);
  const credentials = await requireCreator(services, request);
  const entity = template as { kind?: unknown; metadata?: { name?: unknown } };
  // The scaffolder says what is wrong with what is no template.
  if (typeof entity?.kind !== 'string' || !entity.metadata?.name) return true;
  const asked = {
    template: readTemplate(template as any),
    values: asObject(values, 'values'),
    secrets: asTexts(secrets),
  };
  const judgement = await services.keeper.get().judgeDryRun(asked, credentials);
  if (judgement.denied) refuse(judgement, request, response);
  return !judgement.denied;
}

interface Door {
  services: DoorServices;
  credentials: BackstageCredentials;
  request: Request;
  response: Response;
}

async function decide(asked: TaskRequest, door: Door): Promise<boolean> {
  const { services, credentials, request } = door;
  const gate = services.keeper.get();
  const judgement = await gate.judge(asked, credentials);
  const event = await services.auditor.createEvent({
    eventId: 'template-task-judge',
    severityLevel: 'medium',
    request,
    meta: {
      templateRef: asked.template.ref,
      ...(asked.retries && { retries: asked.retries }),
    },
  });
  try {
    const outcome = await answer(asked, judgement, door);
    await event.success({ meta: { outcome } });
    return outcome === 'let through';
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}

async function answer(
  asked: TaskRequest,
  judgement: Judgement,
  { services, credentials, request, response }: Door,
): Promise<'refused' | 'held' | 'let through'> {
  const gate = services.keeper.get();
  const pass = request.header(PASS_HEADER);
  // What was approved was counted when it was held.
  if (pass === undefined) await gate.count(judgement);
  if (judgement.denied) {
    refuse(judgement, request, response);
    return 'refused';
  }
  if (pass !== undefined) {
    const id = await gate.letThrough(pass, asked, judgement, credentials);
    noteBeginning(response, task => gate.begun(id, task));
    return 'let through';
  }
  if (judgement.approvals.length === 0) return 'let through';
  const faults = findFaults(asked);
  if (faults.length > 0) {
    response.status(400).json({ errors: faults });
    return 'refused';
  }
  const id = await gate.hold(asked, judgement, credentials);
  response.status(201).json({ id });
  return 'held';
}

/** Which task it became is known before anybody is told, so that it is not begun twice. */
function noteBeginning(
  response: Response,
  note: (task: string) => Promise<void>,
): void {
  const send = response.json.bind(response);
  response.json = body => {
    const isBegun = response.statusCode === 201 && typeof body?.id === 'string';
    if (!isBegun) return send(body);
    note(body.id)
      // It is found by what it says.
      .catch(() => undefined)
      .then(() => send(body));
    return response;
  };
}

function refuse(
  { denied, verdicts }: Judgement,
  { method, url }: Request,
  response: Response,
): void {
  response.status(403).json({
    error: { name: 'NotAllowedError', message: denied },
    request: { method, url },
    response: { statusCode: 403 },
    verdicts: verdicts.filter(({ effect }) => effect === 'deny'),
  });
}

async function requireCreator(
  { httpAuth, permissions }: DoorServices,
  request: Request,
): Promise<BackstageCredentials> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const [{ result }] = await permissions.authorize(
    [{ permission: taskCreatePermission }],
    { credentials },
  );
  if (result === AuthorizeResult.ALLOW) return credentials;
  throw new NotAllowedError(
    `This takes the permission ${taskCreatePermission.name}. Ask your platform team`,
  );
}

function readBody(request: Request): Record<string, unknown> {
  const { body } = request;
  if (request.method === 'POST' && isEmpty(request)) return {};
  if (request.is('json') && typeof body === 'object' && body !== null) {
    return body;
  }
  throw new InputError(
    'The body has to be a JSON object, with content-type application/json',
  );
}

function isEmpty(request: Request): boolean {
  return (
    request.header('transfer-encoding') === undefined &&
    (request.header('content-length') ?? '0') === '0'
  );
}

function toTemplateRef(given: unknown): string {
  if (typeof given !== 'string' || !given) {
    throw new InputError(
      'templateRef is missing: name a template, such as template:default/new-service',
    );
  }
  return stringifyEntityRef(parseEntityRef(given, { defaultKind: 'template' }));
}

function asObject(given: unknown, name: string): JsonObject {
  if (given === undefined) return {};
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    return given as JsonObject;
  }
  throw new InputError(`${name} has to be an object`);
}

function asTexts(given: unknown): Record<string, string> {
  const texts = asObject(given, 'secrets');
  const wrong = Object.entries(texts).find(
    ([, one]) => typeof one !== 'string',
  );
  if (wrong) throw new InputError(`secrets.${wrong[0]} has to be a text`);
  return texts as Record<string, string>;
}
