import type { Account } from '@towpath/sandbox-kit';
import type { Request, Response } from 'express';
import { badRequest, invalid, notFound, RequestError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { CollaboratorPermission } from '../types.ts';

/** Who sends the request; set by the authentication middleware. */
export function accountOf(response: Response): Account | undefined {
  return response.locals.account;
}

/** @throws RequestError 401 */
export function requireAccount(response: Response): Account {
  const account = accountOf(response);
  if (!account)
    throw new RequestError(401, 'sign in first: this is not for everybody');
  return account;
}

/** Whom the `name` of the address means. @throws RequestError 404 */
export function accountIn(host: Host, { params: { name } }: Request): Account {
  const account = host.accounts.find(name);
  if (account) return account;
  throw notFound(`there is no account "${name}"`);
}

/** A query parameter as text; repeated ones count once. */
export function queryText(request: Request, name: string): string | undefined {
  const value = request.query[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** A field of a JSON body as text. @throws RequestError 422 when it is something else */
export function bodyText(request: Request, name: string): string | undefined {
  const value = request.body?.[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string')
    throw invalid(`${name} is ${JSON.stringify(value)}: send text`);
  return value;
}

export function bodyFlag(request: Request, name: string): boolean | undefined {
  const value = request.body?.[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') {
    throw invalid(`${name} is ${JSON.stringify(value)}: send true or false`);
  }
  return value;
}

const PERMISSIONS: CollaboratorPermission[] = ['read', 'write', 'admin'];

/** The field `permission` of a JSON body. @throws RequestError 422 */
export function readPermission(
  request: Request,
): CollaboratorPermission | undefined {
  const given = bodyText(request, 'permission');
  const known = PERMISSIONS.find(one => one === given);
  if (given === undefined || known) return known;
  throw invalid(`permission is "${given}": send ${PERMISSIONS.join(', ')}`);
}

export interface Page {
  skip: number;
  limit: number;
}

/** Reads `page` (from 1) and `limit` (at most 100). @throws RequestError 400 */
export function pageOf(request: Request, standard = 30): Page {
  const number = (name: string, fallback: number) => {
    const text = queryText(request, name);
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isSafeInteger(value) || value < 0) {
      throw badRequest(`${name} is "${text}": send a whole number from 1`);
    }
    return value || fallback;
  };
  const limit = Math.min(number('limit', standard), 100);
  return { limit, skip: (number('page', 1) - 1) * limit };
}

/** Answers one page of a list with Gitea's header for the total. */
export function sendPage<T, A>(
  request: Request,
  response: Response,
  all: T[],
  present: (item: T) => A | Promise<A>,
): Promise<void> {
  const { skip, limit } = pageOf(request);
  response.setHeader('X-Total-Count', String(all.length));
  return Promise.all(all.slice(skip, skip + limit).map(present)).then(items => {
    response.json(items);
  });
}
