import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { inWords } from '@towpath/api-client';
import type { RunsApi } from '@towpath/plugin-runs-common';
import type {
  AddResourceRequest,
  Plan,
  PlanRequest,
  Provision,
  ProvisionRequest,
  Rendering,
  RenderRequest,
  Resource,
  ScoreApi,
  ScoreService,
  ValidateRequest,
} from '@towpath/plugin-score-common';
import type { ScoreProvisioning } from '@towpath/plugin-score-node';

/** What the actions need. */
export interface ScoreServices {
  auth: AuthService;
  /** Runs of all kinds. */
  runs: { as(credentials: BackstageCredentials): RunsApi };
  score: ScoreProvisioning;
  /** Where people find the portal, without a slash at the end. */
  portalUrl: string;
}

/** Of one service in one environment. */
const MOST = 200;

type Step = Pick<ActionContext<any>, 'getInitiatorCredentials'>;

/**
 * Asks Score for one step of a task, on behalf of the person who runs it. How a provisioning stands is asked by the
 * scaffolder itself, since it may take longer than the credentials of a person hold.
 */
export class ScoreClient {
  readonly #person: ScoreApi;
  readonly #itself: ScoreApi;
  readonly #runs: RunsApi;

  private constructor(parts: {
    person: ScoreApi;
    itself: ScoreApi;
    runs: RunsApi;
  }) {
    this.#person = parts.person;
    this.#itself = parts.itself;
    this.#runs = parts.runs;
  }

  static async of(
    { auth, runs, score }: ScoreServices,
    step: Step,
  ): Promise<ScoreClient> {
    const credentials = await step.getInitiatorCredentials();
    return new ScoreClient({
      person: score.as(credentials),
      itself: score.as(await auth.getOwnServiceCredentials()),
      runs: runs.as(credentials),
    });
  }

  validate(request: ValidateRequest) {
    return inWords(this.#person.validate(request));
  }

  render(request: RenderRequest): Promise<Rendering> {
    return inWords(this.#person.render(request));
  }

  service(ref: string): Promise<ScoreService> {
    return inWords(this.#person.getService(ref));
  }

  addResource(
    service: string,
    request: AddResourceRequest,
    idempotencyKey: string,
  ) {
    return inWords(
      this.#person.addResource(service, request, { idempotencyKey }),
    );
  }

  plan(request: PlanRequest): Promise<Plan> {
    return inWords(this.#person.plan(request));
  }

  getPlan(id: string): Promise<Plan> {
    return inWords(this.#person.getPlan(id));
  }

  /** What a service has in an environment. */
  async resources(service: string, environment: string): Promise<Resource[]> {
    const query = { service, environment, limit: MOST };
    const { items } = await inWords(this.#person.listResources(query));
    return items;
  }

  provision(request: ProvisionRequest, idempotencyKey: string) {
    return inWords(this.#person.provision(request, { idempotencyKey }));
  }

  /** Goes on with a failed run at the step that failed. */
  async retry(id: string): Promise<void> {
    await inWords(this.#runs.retry(id));
  }

  look(id: string, after?: number): Promise<Provision> {
    return this.#itself.getProvision(id, { after });
  }
}
