import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

/** What to plan, and against which stack. */
export type BeginStackRun = components['schemas']['Begin'];

/** What is confirmed: the plan that was shown, by its digest. */
export type ApplyStackRun = components['schemas']['Apply'];

/** How a run stands, and what its steps have said. */
export type StackRun = components['schemas']['StackRun'];

/** A plan as it may be shown. */
export type StackPlan = components['schemas']['Plan'];

/** What a rule of the platform says of a plan. */
export type StackVerdict = components['schemas']['Verdict'];

/** How an apply ended, as it may be shown. */
export type StackEnding = components['schemas']['Ending'];

/** What a stack gives out; sensitive values are left out. */
export type StackOutputs = components['schemas']['Outputs'];

/** The same with sensitive values, for the plugin that made the stack. */
export type WholeStackOutputs = components['schemas']['WholeOutputs'];

/** A stack in a list: whose it is, and how it stands. */
export type StackSummary = components['schemas']['Stack'];

/** A stack, what it is made of, and what the caller may do with it. */
export type StackDetail = components['schemas']['StackDetail'];

/** What a stack is made of, as somebody says it. */
export type StackDefinition = components['schemas']['Definition'];

/** Where the module of a stack comes from. */
export type ModuleSource = components['schemas']['ModuleSource'];

/** What to plan on a stack that the portal knows. */
export type PlanStack = components['schemas']['PlanStack'];

/** What was changed outside of Terraform, as far as that was looked at. */
export type StackDrift = components['schemas']['Drift'];

/** Who holds the state of a stack. */
export type StackLock = components['schemas']['Lock'];

/** What a state holds, without secrets. */
export type StateContent = components['schemas']['StateContent'];

/** A state as it was once. */
export type StateVersion = components['schemas']['StateVersion'];

/** What differs between two versions of a state, without secrets. */
export type StateDifference = components['schemas']['StateDifference'];

/** A resource and what changes of it. */
export type StackResourceChange = components['schemas']['ResourceChange'];

/** An output that changes. */
export type StackOutputChange = components['schemas']['OutputChange'];

/** A person's own way to the state of a stack. */
export type StateCredential = components['schemas']['Credential'];

/** A credential as it is told once, with its password. */
export type NewStateCredential = components['schemas']['NewCredential'];

/** Which stacks, and from where on. */
export type StackQuery = NonNullable<
  paths['/stacks']['get']['parameters']['query']
>;

export type TerraformStacksApi = ReturnType<typeof createTerraformStacksApi>;

/**
 * A client of the plugin; approvals and logs for pages are asked for by the API of all runs. Each method
 * throws a ResponseError whose cause names the field, the value and the way out.
 */
export function createTerraformStacksApi(options: ApiClientOptions) {
  const client = createApiClient<paths>('terraform-stacks', options);
  return {
    ...runsOf(client),
    ...stacksOf(client),
    ...statesOf(client),
    ...ownOf(client),
  };
}

type Client = ReturnType<typeof createApiClient<paths>>;

const keyed = (idempotencyKey?: string) =>
  idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : undefined;

function runsOf({ GET: get, POST: post }: Client) {
  return {
    /** The same key with the same request answers the first run. */
    begin: (body: BeginStackRun, idempotencyKey?: string) =>
      unwrap(
        post('/runs', { body, params: { header: keyed(idempotencyKey) } }),
      ),
    /** @param after number of the last line that is known */
    look: (id: string, after = 0) =>
      unwrap(get('/runs/{id}', { params: { path: { id }, query: { after } } })),
    apply: (id: string, body: ApplyStackRun) =>
      unwrap(post('/runs/{id}/apply', { body, params: { path: { id } } })),
    cancel: (id: string, reason?: string) =>
      unwrap(
        post('/runs/{id}/cancel', {
          body: { reason },
          params: { path: { id } },
        }),
      ),
    /** Whoever began it was told how it ended. */
    markTold: (id: string) =>
      unwrap(post('/runs/{id}/told', { params: { path: { id } } })),
  };
}

function stacksOf({ GET: get, POST: post, PUT: put }: Client) {
  return {
    stacks: (query: StackQuery = {}) =>
      unwrap(get('/stacks', { params: { query } })),
    stack: (key: string) =>
      unwrap(get('/stacks/{key}', { params: { path: { key } } })),
    /** With `onlyNew`, a stack of which somebody has said before what it is made of stays as it is. */
    define: (key: string, body: StackDefinition, { onlyNew = false } = {}) =>
      unwrap(
        put('/stacks/{key}', {
          body,
          params: {
            path: { key },
            header: onlyNew ? { 'If-None-Match': '*' } : undefined,
          },
        }),
      ),
    /** The same key with the same request answers the first run. */
    plan: (key: string, body: PlanStack, idempotencyKey?: string) =>
      unwrap(
        post('/stacks/{key}/runs', {
          body,
          params: { path: { key }, header: keyed(idempotencyKey) },
        }),
      ),
    outputs: async (key: string) =>
      (
        await unwrap(
          get('/stacks/{key}/outputs', { params: { path: { key } } }),
        )
      ).outputs,
  };
}

/** For the plugin that made the stack. */
function ownOf({ GET: get }: Client) {
  return {
    /** With what is sensitive. */
    wholeOutputs: async (key: string) =>
      (
        await unwrap(
          get('/stacks/{key}/whole-outputs', { params: { path: { key } } }),
        )
      ).outputs,
  };
}

function statesOf({ GET: get, POST: post, DELETE: remove }: Client) {
  return {
    resources: (key: string) =>
      unwrap(get('/stacks/{key}/resources', { params: { path: { key } } })),
    versions: (key: string, query: { limit?: number; cursor?: string } = {}) =>
      unwrap(
        get('/stacks/{key}/versions', { params: { path: { key }, query } }),
      ),
    /** @param query ids of two versions */
    difference: (key: string, query: { from: string; to: string }) =>
      unwrap(
        get('/stacks/{key}/versions/difference', {
          params: { path: { key }, query },
        }),
      ),
    restore: (key: string, id: string, reason: string) =>
      unwrap(
        post('/stacks/{key}/versions/{id}/restore', {
          body: { reason },
          params: { path: { key, id } },
        }),
      ),
    /** @param query the lock that is meant, so that no newer one is taken away */
    freeLock: (key: string, query: { id: string; reason: string }) =>
      unwrap(
        remove('/stacks/{key}/lock', { params: { path: { key }, query } }),
      ),
    credentials: async (key: string) =>
      (
        await unwrap(
          get('/stacks/{key}/credentials', { params: { path: { key } } }),
        )
      ).items,
    createCredential: (
      key: string,
      body: { hours?: number; readOnly?: boolean } = {},
    ) =>
      unwrap(
        post('/stacks/{key}/credentials', {
          body: { hours: 8, readOnly: false, ...body },
          params: { path: { key } },
        }),
      ),
    endCredential: (key: string, id: string) =>
      unwrap(
        remove('/stacks/{key}/credentials/{id}', {
          params: { path: { key, id } },
        }),
      ),
  };
}
