import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  AcceptRequest,
  ExplainRequest,
  Explanation,
  HandOverRequest,
  LookRequest,
  Plan,
  PlanRequest,
  ProposalRequest,
  ProvisionRequest,
  Resource,
  ResourceDefinitionProblem,
  ResourceQuery,
  ResourceType,
  PlatformImports,
  PlatformPatches,
  ScoreApi,
  ScoreDiagnostic,
  ScoreService,
  UpkeepRequest,
  ValidateRequest,
} from '@towpath/plugin-score-common';
import { planFixture, serviceFixture, typeFixture } from './fixtures';

const PAGE = 20;

/** Answers from what a test has put there, and notes what it was asked to do. */
export class StubScoreApi implements ScoreApi {
  readonly done: unknown[][] = [];
  service: ScoreService = serviceFixture();
  resources: Resource[] = [];
  types: ResourceType[] = [typeFixture()];
  problems: ResourceDefinitionProblem[] = [];
  diagnostics: ScoreDiagnostic[] = [];
  /** Those that can be asked for; a new one is like the first. */
  plans: Plan[] = [planFixture()];
  /** By `id/output`. */
  secrets: Record<string, string> = {};
  explanation: Explanation = { considered: [] };
  patches: PlatformPatches = { items: [], problems: [] };
  imports: PlatformImports = { items: [], problems: [] };
  /** Why plans are refused from now on. */
  stale?: string;

  validate = async (request: ValidateRequest) => {
    this.done.push(['validate', request]);
    const valid = this.diagnostics.every(one => one.severity !== 'error');
    return { valid, diagnostics: this.diagnostics };
  };

  render = async () => ({ valid: true, diagnostics: [], manifests: '' });

  addResource = async () => ({ url: 'http://git/score.yaml', changed: true });

  getProvision = async (id: string) => {
    throw new NotFoundError(`There is no run ${id}`);
  };

  getService = async (_ref: string) => this.service;

  plan = async (request: PlanRequest) => {
    this.done.push(['plan', request]);
    const id = `019ad000-0002-7000-8000-00000000010${this.done.length}`;
    const { service, environment } = request;
    const plan: Plan = { ...this.plans[0], service, environment, id };
    if (request.score) delete plan.source;
    this.plans.push(plan);
    return plan;
  };

  getPlan = async (id: string) => {
    const plan = this.plans.find(one => one.id === id);
    if (!plan) throw new NotFoundError(`There is no plan ${id} any more`);
    return plan;
  };

  provision = async (request: ProvisionRequest) => {
    this.done.push(['provision', request]);
    if (this.stale) throw new ConflictError(this.stale);
    return { id: 'run', link: '/runs/run' };
  };

  propose = async (request: ProposalRequest) => {
    this.done.push(['propose', request]);
    if (this.stale) throw new ConflictError(this.stale);
    return { number: 7, url: 'https://git.example/payment-service/pulls/7' };
  };

  listAskedResources = async () => ({ items: [] });

  listResources = async (query: ResourceQuery = {}) => {
    const { environment, type, owner, status, drift } = query;
    const { cursor = '0' } = query;
    const matching = this.resources.filter(
      one =>
        (!environment || one.environment === environment) &&
        (!type || one.type === type) &&
        (!owner || one.owner === owner) &&
        (!status || one.status === status) &&
        (drift !== 'drifted' || Boolean(one.observation?.driftedAt)) &&
        (drift !== 'unasked' || Boolean(one.observation?.unasked)),
    );
    const end = Number(cursor) + PAGE;
    return {
      items: matching.slice(Number(cursor), end),
      total: matching.length,
      ...(end < matching.length && { nextCursor: String(end) }),
    };
  };

  look = async (request: LookRequest) => {
    this.done.push(['look', request]);
    return { items: this.resources };
  };

  accept = async (id: string, request: AcceptRequest) => {
    this.done.push(['accept', id, request]);
    if (this.stale) throw new ConflictError(this.stale);
    return this.service.environments[0].resources[0];
  };

  rotateSecrets = async (id: string, request: UpkeepRequest) =>
    this.#begin('rotate', id, request);

  handOver = async (id: string, request: HandOverRequest) =>
    this.#begin('hand over', id, request);

  restoreCopy = async (id: string, request: UpkeepRequest) =>
    this.#begin('restore', id, request);

  removeCopy = async (id: string, request: UpkeepRequest) =>
    this.#begin('remove', id, request);

  resealSecrets = async () => ({
    ...{ key: 'newest', resealed: 0, proven: 0, left: [] },
  });

  async #begin(
    what: string,
    id: string,
    request: UpkeepRequest | HandOverRequest,
  ) {
    this.done.push([what, id, request]);
    if (this.stale) throw new ConflictError(this.stale);
    return { id: 'run', link: '/runs/run' };
  }

  revealSecret = async (id: string, output: string) => {
    const value = this.secrets[`${id}/${output}`];
    if (value === undefined) throw new NotFoundError('It was rotated away');
    return { value };
  };

  explain = async (request: ExplainRequest) => {
    this.done.push(['explain', request]);
    return this.explanation;
  };

  listPatches = async () => this.patches;

  listImports = async () => this.imports;

  listResourceTypes = async () => ({
    items: this.types,
    problems: this.problems,
  });
}
