import type { Caller } from '@towpath/backend-kit';
import type {
  AddedResource,
  AddResourceRequest,
  AskedResource,
  ExplainRequest,
  Explanation,
  Plan,
  PlanRequest,
  PlatformImports,
  PlatformPatches,
  Proposal,
  ProposalRequest,
  Provision,
  ProvisionRequest,
  Rendering,
  RenderRequest,
  Resource,
  ResourceDefinitionProblem,
  ResourceQuery,
  ResourceType,
  ScoreDiagnostic,
  ScoreService as Service,
  ValidateRequest,
} from '@towpath/plugin-score-common';

/** What can be asked of the plugin, whichever door it is asked through. */
export interface ScoreService {
  /** What is wrong with a Score file; with a place, by the definitions that hold there. */
  validate(
    request: ValidateRequest,
    caller: Caller,
  ): Promise<{ valid: boolean; diagnostics: ScoreDiagnostic[] }>;
  /**
   * The manifests of a Score file, with what is known without asking a driver.
   *
   * @throws NotFoundError, InputError when there is no text to render
   */
  render(request: RenderRequest, caller: Caller): Promise<Rendering>;
  /** @throws NotFoundError */
  getService(ref: string, caller: Caller): Promise<Service>;
  /**
   * Has the Score file of a service ask for one more resource, by a commit.
   *
   * @throws NotFoundError, InputError, ConflictError when the file has something else under that name
   */
  addResource(
    ref: string,
    request: AddResourceRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<AddedResource>;
  /** @throws NotFoundError, ConflictError for a place that nothing can be delivered to */
  plan(request: PlanRequest, caller: Caller): Promise<Plan>;
  /** @throws NotFoundError */
  getPlan(id: string, caller: Caller): Promise<Plan>;
  /**
   * Begins to do what a plan shows.
   *
   * @throws NotFoundError, ConflictError for a plan that expired, that is refused, or that was of a text and not of the
   *   service's file
   */
  provision(
    request: ProvisionRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<{ id: string; link: string }>;
  /**
   * How a provisioning stands.
   *
   * @param options.after - `seq` of the last line that is known already.
   * @throws NotFoundError
   */
  getProvision(
    id: string,
    options: { after?: number },
    caller: Caller,
  ): Promise<Provision>;
  /**
   * Opens a pull request that changes the Score file of a service, once for a text.
   *
   * @throws NotFoundError, ConflictError when the file is another one than that which was edited
   */
  propose(request: ProposalRequest, caller: Caller): Promise<Proposal>;
  listResources(
    query: ResourceQuery,
    caller: Caller,
  ): Promise<{ items: Resource[]; total: number; nextCursor?: string }>;
  /** What Score files ask for and no environment has yet. */
  listAskedResources(
    query: { limit?: number; cursor?: string },
    caller: Caller,
  ): Promise<{ items: AskedResource[]; nextCursor?: string }>;
  /** @throws NotFoundError */
  revealSecret(
    id: string,
    output: string,
    caller: Caller,
  ): Promise<{ value: string }>;
  /** Which definition would provide something in a place, and why no other. @throws NotFoundError */
  explain(request: ExplainRequest, caller: Caller): Promise<Explanation>;
  /** What the platform changes in what is rendered. */
  listPatches(caller: Caller): Promise<PlatformPatches>;
  /** What exists already and is to become a resource. */
  listImports(caller: Caller): Promise<PlatformImports>;
  listResourceTypes(
    caller: Caller,
  ): Promise<{ items: ResourceType[]; problems: ResourceDefinitionProblem[] }>;
}
