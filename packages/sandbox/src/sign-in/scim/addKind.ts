import { handle } from '@towpath/sandbox-kit';
import type { Request, Response, Router } from 'express';
import { Messages, Resources } from 'scimmy';
import type { Schemas, Types } from 'scimmy';
import { listPage } from './listPage.ts';
import type { ScimKind, ScimResource } from './ScimKind.ts';
import { refuse } from './scimError.ts';
import type { Attributes } from './ScimStore.ts';

interface KindOptions {
  endpoint: '/Users' | '/Groups';
  kind: ScimKind;
  Schema: typeof Schemas.User | typeof Schemas.Group;
  /** Of the server. */
  url: string;
}

/** The routes of one kind of resource. */
export function addKind(router: Router, options: KindOptions): void {
  const { endpoint, kind, Schema } = options;
  const show = shown(options);
  const one = `${endpoint}/:id`;

  router.get(endpoint, (request, response) => {
    const { page, ...numbers } = listPage(kind.list(), request.query);
    response.send({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      ...numbers,
      itemsPerPage: page.length,
      Resources: page.map(resource => show(resource, request)),
    });
  });
  router.get(one, (request, response) => {
    const found = kind.list().find(({ id }) => id === request.params.id);
    if (!found) throw refuse(404, `There is no ${request.path}`);
    if (names(request.get('if-none-match'), found)) {
      response.status(304).end();
      return;
    }
    answer(response, show(found, request));
  });
  router.post(
    endpoint,
    handle(async (request, response) => {
      const made = await kind.create(understood(Schema, request.body));
      const body = show(made, request);
      response.status(201).location(locationOf(options, made));
      answer(response, body);
    }),
  );
  router.put(
    one,
    handle(async (request, response) => {
      const changed = await kind.update(request.params.id, async current => {
        requireVersion(request, current);
        return understood(Schema, request.body);
      });
      answer(response, show(changed, request));
    }),
  );
  router.patch(
    one,
    handle(async (request, response) => {
      const changed = await kind.update(request.params.id, async current => {
        requireVersion(request, current);
        return patched(options, current, request.body);
      });
      answer(response, show(changed, request));
    }),
  );
  router.delete(
    one,
    handle(async (request, response) => {
      await kind.remove(request.params.id, current =>
        requireVersion(request, current),
      );
      response.status(204).end();
    }),
  );
}

type Shown = Attributes & { meta?: { version?: string } };

function answer(response: Response, body: Shown): void {
  if (body.meta?.version) response.set('ETag', body.meta.version);
  response.send(body);
}

function locationOf(
  { url, endpoint }: KindOptions,
  { id }: { id: string },
): string {
  return `${url}${endpoint}/${encodeURIComponent(id)}`;
}

/** The resource with the attributes that were asked for. */
function shown({ Schema, url, endpoint }: KindOptions) {
  return (resource: ScimResource, { query }: Request): Shown => ({
    // Left out by the library where only some attributes are wanted; a client cannot do without it.
    schemas: [Schema.id],
    ...plain(new Schema(resource, 'out', `${url}${endpoint}`, wantedBy(query))),
  });
}

const NAMES = /^[\w.:$-]+(,[\w.:$-]+)*$/;

function wantedBy(query: Request['query']): Types.Filter | undefined {
  const wanted: Record<string, string> = {};
  for (const name of ['attributes', 'excludedAttributes']) {
    if (query[name] === undefined) continue;
    const list = String(query[name]).replace(/\s/g, '');
    if (!NAMES.test(list) || list.length > 1_000) {
      throw refuse(400, `${name} is "${list}", which is no list of names`);
    }
    wanted[name] = list;
  }
  return new Resources.User(wanted as never).attributes;
}

/** The body as attributes of the schema. */
function understood(Schema: KindOptions['Schema'], body: unknown): Attributes {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw refuse(400, 'The body is no resource', 'invalidValue');
  }
  try {
    return plain(new Schema(body, 'in'));
  } catch (error) {
    throw error instanceof TypeError
      ? refuse(400, error.message, 'invalidValue')
      : error;
  }
}

async function patched(
  { Schema, url, endpoint }: KindOptions,
  current: ScimResource,
  body: unknown,
): Promise<Attributes> {
  const before = new Schema(current, 'out', `${url}${endpoint}`);
  const after = await new Messages.PatchOp(body as never).apply(before);
  return understood(Schema, plain(after ?? before));
}

function plain(resource: object): Attributes {
  return JSON.parse(JSON.stringify(resource));
}

function requireVersion(request: Request, current: ScimResource): void {
  const wanted = request.get('if-match');
  if (wanted === undefined || names(wanted, current)) return;
  throw refuse(
    412,
    `It is ${current.meta.version} now, and If-Match is ${wanted}: it was changed since it was read. Read it again`,
  );
}

/** Whether a header means this version, or any; weak and strong ones are the same here. */
function names(header: string | undefined, { meta }: ScimResource): boolean {
  const bare = (version: string) => version.trim().replace(/^W\//, '');
  const all = (header ?? '').split(',').map(bare);
  return all.includes('*') || all.includes(bare(meta.version));
}
