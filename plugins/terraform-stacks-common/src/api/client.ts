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

/** One state that the portal keeps, and whose it is. */
export type StackSummary = components['schemas']['Stack'];

export type TerraformStacksApi = ReturnType<typeof createTerraformStacksApi>;

/**
 * A client of the plugin; approvals and logs for pages are asked for by the API of all runs. Each method
 * throws a ResponseError whose cause names the field, the value and the way out.
 */
export function createTerraformStacksApi(options: ApiClientOptions) {
  const { GET: get, POST: post } = createApiClient<paths>(
    'terraform-stacks',
    options,
  );
  return {
    /** The same key with the same request answers the first run. */
    begin: (body: BeginStackRun, idempotencyKey?: string) =>
      unwrap(
        post('/runs', {
          body,
          params: {
            header: idempotencyKey
              ? { 'Idempotency-Key': idempotencyKey }
              : undefined,
          },
        }),
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
    stacks: async () => (await unwrap(get('/stacks'))).items,
    outputs: async (key: string) =>
      (
        await unwrap(
          get('/stacks/{key}/outputs', { params: { path: { key } } }),
        )
      ).outputs,
  };
}
