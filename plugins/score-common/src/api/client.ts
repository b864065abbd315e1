import { parseEntityRef } from '@backstage/catalog-model';
import {
  createApiClient,
  unwrap,
  type ApiClientOptions,
} from '@towpath/api-client';
import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];

/** What a plan would do, and what is said of it. */
export type Plan = Schemas['Plan'];
/** What a plan would do with one resource. */
export type PlannedResource = Schemas['PlannedResource'];
/** A finding about a Score file, for people. */
export type ScoreDiagnostic = Schemas['Diagnostic'];
/** A resource of a service in one environment. */
export type Resource = Schemas['Resource'];
/** What was last seen of a resource that is provided. */
export type ResourceObservation = Schemas['Observation'];
/** What came of sealing all secrets anew. */
export type Resealed = Schemas['Resealed'];
/** What a Score file asks for. */
export type AskedResource = Schemas['AskedResource'];
export type ResourceStatus = Schemas['ResourceStatus'];
/** What a Score file can ask for. */
export type ResourceType = Schemas['ResourceType'];
/** A service as its page shows it. */
export type ScoreService = Schemas['ScoreService'];
/** An amount a month. */
export type Money = Schemas['Money'];
/** A file of the GitOps repository, before and after. */
export type FileChange = Schemas['FileChange'];
export type ObjectChange = Schemas['ObjectChange'];
/** What the platform changes in rendered objects. */
export type Patch = Schemas['Patch'];
/** All that the platform changes in what is rendered. */
export type PlatformPatches =
  paths['/patches']['get']['responses']['200']['content']['application/json'];
/** That a resource is something that exists already. */
export type ImportEntry = Schemas['ImportEntry'];
/** All that exists already and is to become a resource. */
export type PlatformImports =
  paths['/imports']['get']['responses']['200']['content']['application/json'];
/** What one of the platform's patches changes in what is rendered. */
export type PatchEffect = Schemas['PatchEffect'];
/** What a rule says of a plan. */
export type Verdict = Schemas['Verdict'];
/** Whose approval a plan needs. */
export type RequiredApproval = Schemas['RequiredApproval'];
/** Why a definition provides something, or does not. */
export type Consideration = Schemas['Consideration'];
/** Which definition provides something in one place, and why. */
export type Explanation =
  paths['/explanations']['post']['responses']['200']['content']['application/json'];
/** Something wrong with a file of resource definitions. */
export type ResourceDefinitionProblem = Schemas['DefinitionProblem'];

/** As the plugin reads a reference without them. */
const A_NAME_ALONE = {
  defaultKind: 'component',
  defaultNamespace: 'default',
};
/** A pull request that changes a Score file. */
export type Proposal = Schemas['Proposal'];

/** What is posted to a path. */
export type BodyOf<P extends keyof paths> = paths[P] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** Manifests of a Score file, or what is wrong with it. */
export type Rendering = Schemas['Rendering'];
/** What was found of one thing after its service was removed. */
export type RemovalProof = Schemas['Proof'];
/** How a provisioning stands. */
export type Provision = Schemas['Provision'];

/** What came of asking for one more resource. */
export type AddedResource = Schemas['AddedResource'];
export type AddResourceRequest =
  BodyOf<'/services/{kind}/{namespace}/{name}/resources'>;

export type ValidateRequest = BodyOf<'/validate'>;
export type RenderRequest = BodyOf<'/render'>;
export type PlanRequest = BodyOf<'/plans'>;
export type ProvisionRequest = BodyOf<'/provisions'>;
export type ExplainRequest = BodyOf<'/explanations'>;
export type ProposalRequest = BodyOf<'/proposals'>;
export type LookRequest = BodyOf<'/looks'>;
/** Why something is done with a resource. */
export type UpkeepRequest = BodyOf<'/resources/{id}/rotate'>;
/** To whom it is given, and why. */
export type HandOverRequest = BodyOf<'/resources/{id}/hand-over'>;
export type AcceptRequest = BodyOf<'/resources/{id}/accept'>;
export type ResourceQuery = NonNullable<
  paths['/resources']['get']['parameters']['query']
>;

export type ScoreApi = ReturnType<typeof createScoreApi>;

/**
 * A client of the plugin; the runs themselves are asked for by the API of all runs. Every method throws a
 * ResponseError whose cause names the field, the value and the way out.
 */
export function createScoreApi(options: ApiClientOptions) {
  const { GET: get, POST: post } = createApiClient<paths>('score', options);
  return {
    validate: (body: ValidateRequest) => unwrap(post('/validate', { body })),
    render: (body: RenderRequest) => unwrap(post('/render', { body })),
    getService: (ref: string) =>
      unwrap(
        get('/services/{kind}/{namespace}/{name}', {
          params: { path: parseEntityRef(ref, A_NAME_ALONE) },
        }),
      ),
    addResource: (
      ref: string,
      body: AddResourceRequest,
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) =>
      unwrap(
        post('/services/{kind}/{namespace}/{name}/resources', {
          body,
          params: {
            path: parseEntityRef(ref, A_NAME_ALONE),
            header: { 'Idempotency-Key': idempotencyKey },
          },
        }),
      ),
    plan: (body: PlanRequest) => unwrap(post('/plans', { body })),
    getPlan: (id: string) =>
      unwrap(get('/plans/{id}', { params: { path: { id } } })),
    provision: (
      body: ProvisionRequest,
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) =>
      unwrap(
        post('/provisions', {
          body,
          params: { header: { 'Idempotency-Key': idempotencyKey } },
        }),
      ),
    getProvision: (id: string, query: { after?: number } = {}) =>
      unwrap(get('/provisions/{id}', { params: { path: { id }, query } })),
    propose: (body: ProposalRequest) => unwrap(post('/proposals', { body })),
    listResources: (query?: ResourceQuery) =>
      unwrap(get('/resources', { params: { query } })),
    listAskedResources: (query?: { limit?: number; cursor?: string }) =>
      unwrap(get('/asked-resources', { params: { query } })),
    look: (body: LookRequest) => unwrap(post('/looks', { body })),
    accept: (id: string, body: AcceptRequest) =>
      unwrap(
        post('/resources/{id}/accept', { body, params: { path: { id } } }),
      ),
    rotateSecrets: (
      id: string,
      body: UpkeepRequest,
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) =>
      unwrap(
        post('/resources/{id}/rotate', {
          body,
          params: {
            path: { id },
            header: { 'Idempotency-Key': idempotencyKey },
          },
        }),
      ),
    handOver: (
      id: string,
      body: HandOverRequest,
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) =>
      unwrap(
        post('/resources/{id}/hand-over', {
          body,
          params: {
            path: { id },
            header: { 'Idempotency-Key': idempotencyKey },
          },
        }),
      ),
    restoreCopy: (
      id: string,
      body: UpkeepRequest,
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) =>
      unwrap(
        post('/resources/{id}/restore', {
          body,
          params: {
            path: { id },
            header: { 'Idempotency-Key': idempotencyKey },
          },
        }),
      ),
    removeCopy: (
      id: string,
      body: UpkeepRequest,
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) =>
      unwrap(
        post('/resources/{id}/remove', {
          body,
          params: {
            path: { id },
            header: { 'Idempotency-Key': idempotencyKey },
          },
        }),
      ),
    resealSecrets: () => unwrap(post('/secrets/reseal')),
    revealSecret: (id: string, output: string) =>
      unwrap(
        post('/resources/{id}/secrets/{output}', {
          params: { path: { id, output } },
        }),
      ),
    explain: (body: ExplainRequest) => unwrap(post('/explanations', { body })),
    listResourceTypes: () => unwrap(get('/resource-types')),
    listPatches: () => unwrap(get('/patches')),
    listImports: () => unwrap(get('/imports')),
  };
}
