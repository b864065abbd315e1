import type { Request, Response } from 'express';
import {
  failedPrecondition,
  invalidArgument,
  notFound,
  permissionDenied,
} from '../errors.ts';
import {
  ARGO_NAMESPACE,
  type Application,
  type ApplicationRecord,
} from '../model.ts';
import type { ArgoCdParts } from '../ArgoCdParts.ts';

/** All values of a query parameter. */
export function queryList(request: Request, ...names: string[]): string[] {
  return names
    .flatMap(name => request.query[name] ?? [])
    .filter((value): value is string => typeof value === 'string' && !!value);
}

export const queryText = (request: Request, name: string) =>
  queryList(request, name)[0];

/** A flag of the query. @throws GrpcError 3 when it is no flag */
export function queryFlag(
  request: Request,
  name: string,
  usual: boolean,
): boolean {
  const value = queryText(request, name);
  if (value === undefined) return usual;
  if (/^(true|1|t)$/i.test(value)) return true;
  if (/^(false|0|f)$/i.test(value)) return false;
  throw invalidArgument(
    `parsing field "${name}": strconv.ParseBool: parsing "${value}": invalid syntax`,
  );
}

/** The account that sends the request. */
export const accountOf = (response: Response): string =>
  response.locals.account;

/** Whether no application may live in the namespace. */
export const isForeign = (namespace: unknown): boolean =>
  !!namespace && namespace !== ARGO_NAMESPACE;

/** @throws GrpcError 7 when applications may not live in the namespace */
export function checkNamespace(namespace: unknown): void {
  if (!isForeign(namespace)) return;
  throw permissionDenied(`namespace '${namespace}' is not permitted`);
}

export interface Locator {
  name: string;
  project?: string;
  appNamespace?: string;
}

/**
 * The application a request is about. Without a project the answer to a wrong name is "denied",
 * so that nobody learns which names exist.
 * @throws GrpcError 5 or 7
 */
export function locate(
  { store }: ArgoCdParts,
  { name, project, appNamespace }: Locator,
): ApplicationRecord {
  // As of a name that does not exist: nobody learns more.
  if (isForeign(appNamespace)) throw permissionDenied('permission denied');
  const record = store.get(name);
  const found = record?.application.spec.project;
  if (record && (!project || found === project)) return record;
  if (!project) throw permissionDenied('permission denied');
  throw notFound(`applications.argoproj.io "${name}" not found`);
}

/** Who the query says the request is about. */
export function locatorOf(request: Request, parameter = 'name'): Locator {
  const projects = queryList(request, 'project', 'projects', 'project[]');
  if (projects.length > 1) {
    throw invalidArgument(
      'multiple projects specified - the get endpoint accepts either zero or one project',
    );
  }
  return {
    name: request.params[parameter],
    project: projects[0],
    appNamespace: queryText(request, 'appNamespace'),
  };
}

/** The same where a body may say it too. */
export function locatorOfBody(request: Request): Locator {
  const { project, appNamespace } = request.body ?? {};
  const inQuery = locatorOf(request);
  return {
    name: inQuery.name,
    project: project || inQuery.project,
    appNamespace: appNamespace || inQuery.appNamespace,
  };
}

/** @throws GrpcError 9 when the application goes away */
export function requireAlive({ metadata }: Application): void {
  if (metadata.deletionTimestamp) {
    throw failedPrecondition('application is deleting');
  }
}
