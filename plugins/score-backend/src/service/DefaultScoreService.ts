import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  InputError,
  isError,
  NotFoundError,
} from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Caller } from '@towpath/backend-kit';
import {
  PROVISION_RUNS,
  type AddedResource,
  type AddResourceRequest,
  type ExplainRequest,
  type Explanation,
  type Plan,
  type PlanRequest,
  type Provision,
  type Proposal,
  type ProposalRequest,
  type ProvisionRequest,
  type Rendering,
  type RenderRequest,
  type Resource,
  type ResourceQuery,
  type ScoreService as Service,
  type ValidateRequest,
} from '@towpath/plugin-score-common';
import type { Clock } from '@towpath/clock';
import { bindKey, type WorkflowEngine } from '@towpath/workflow';
import type { AskedStore } from '../database/AskedStore';
import type { PlanStore } from '../database/PlanStore';
import type { ResourceStore } from '../database/ResourceStore';
import type { SecretStore } from '../database/SecretStore';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ProvisionInput, ProvisionState } from '../model/runs';
import type { Override, ScoreText } from '../model/ScoreText';
import { toRef } from '../model/toRef';
import {
  applicationIn,
  ownerOf,
  type ServicePlaces,
} from '../places/ServicePlaces';
import { keepPlan, PLAN_MINUTES } from '../planning/keepPlan';
import type { Planner } from '../planning/Planner';
import type { RemovalPlanner } from '../planning/RemovalPlanner';
import { provisionOf } from '../planning/provisionOf';
import { toDiagnostic } from '../planning/toDiagnostic';
import type { ProvisionStarter } from '../provisioning/ProvisionStarter';
import type { ResourcePresenter } from '../provisioning/ResourcePresenter';
import { readSource } from '../source/readSource';
import { explainStray } from '../source/strayOverrides';
import type { ScoreFiles } from '../source/ScoreFiles';
import type { Drafts } from './Drafts';
import { presentProblem } from './presentProblem';
import { presentProvision } from './presentProvision';
import type { ScoreFileChanges } from './ScoreFileChanges';
import type { ImportList } from './ImportList';
import type { PatchList } from './PatchList';
import { digestOfText, type Proposer } from './Proposer';
import type { ScoreService } from './ScoreService';

/** A person waits for a plan. */
const PLAN_TIMEOUT_MS = 30_000;
const PAGE = 50;
/** Of one service in one environment. */
const MOST = 200;

interface Parts {
  engine: WorkflowEngine;
  starter: ProvisionStarter;
  drafts: Drafts;
  changes: ScoreFileChanges;
  planner: Planner;
  removals: RemovalPlanner;
  places: ServicePlaces;
  files: ScoreFiles;
  definitions: DefinitionFolder;
  resources: ResourceStore;
  asked: AskedStore;
  secrets: SecretStore;
  uses: UseStore;
  presenter: ResourcePresenter;
  plans: PlanStore;
  proposer: Proposer;
  patches: PatchList;
  imports: ImportList;
  clock: Clock;
  logger: LoggerService;
}

/** {@link ScoreService} without asking who may. */
export class DefaultScoreService implements ScoreService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  validate(request: ValidateRequest, caller: Caller) {
    return this.#parts.drafts.validate(request, caller);
  }

  render(request: RenderRequest, caller: Caller): Promise<Rendering> {
    return this.#parts.drafts.render(request, caller);
  }

  async getService(ref: string, { credentials }: Caller): Promise<Service> {
    const { places, resources, presenter } = this.#parts;
    const entity = await places.entity(toRef(ref), credentials);
    const service = stringifyEntityRef(entity);
    const environments = await places.environments();
    const [deployed, records, { overrides, ...file }] = await Promise.all([
      places.deployments(service),
      resources.findOf(service),
      this.#fileOf(entity, environments),
    ]);
    const [presented, used] = await Promise.all([
      presenter.present(records),
      this.#usedBy(service),
    ]);
    return {
      service,
      owner: ownerOf(entity),
      ...file,
      environments: environments.map(({ name, title, tier }) => ({
        ...{ name, title, tier },
        whyNot: applicationIn(deployed, entity, name).problem,
        override: overrides?.get(name),
        resources: presented.filter(({ environment }) => environment === name),
        uses: someOf(used.filter(({ environment }) => environment === name)),
      })),
    };
  }

  addResource(
    ref: string,
    request: AddResourceRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<AddedResource> {
    return this.#parts.changes.add(ref, request, caller, idempotencyKey);
  }

  async plan(
    { service, environment, score, override, removes }: PlanRequest,
    { credentials, by }: Caller,
  ): Promise<Plan> {
    const { places, planner, drafts, removals, logger } = this.#parts;
    const entity = await places.entity(toRef(service), credentials);
    if (removes) {
      requireNoText({ score, override });
      const question = { entity, environment, requestedBy: by };
      return keepPlan(this.#parts, await removals.plan(question), by);
    }
    const source =
      score === undefined && override === undefined
        ? undefined
        : await drafts.sourceOf({ score, override, environment }, entity);
    const draft = await planner.plan(
      { entity, environment, source, requestedBy: by },
      { signal: AbortSignal.timeout(PLAN_TIMEOUT_MS), log: logger },
    );
    return keepPlan(this.#parts, draft, by);
  }

  async getPlan(id: string): Promise<Plan> {
    return (await this.#stored(id)).plan;
  }

  async provision(
    { plan: id, digest, reason }: ProvisionRequest,
    { by }: Caller,
    idempotencyKey?: string,
  ): Promise<{ id: string; link: string }> {
    const { engine, starter } = this.#parts;
    const key = bindKey(idempotencyKey, { plan: id, digest, reason });
    // Before the plan is looked at, which may have expired since.
    const started = await engine.findStarted({
      ...{ kind: PROVISION_RUNS, requestedBy: by, idempotencyKey: key },
    });
    if (started) return toStarted(started);
    const { plan, source } = await this.#stored(id);
    this.#requireFit(plan, digest);
    const { approvals } = plan;
    const run = await starter.start({
      ...provisionOf(plan, source, reason),
      requestedBy: by,
      idempotencyKey: key,
      approval:
        approvals.length > 0
          ? {
              digest,
              required: approvals.map(({ groups, ...rule }) => ({
                ...rule,
                by: groups,
              })),
            }
          : undefined,
    });
    return toStarted(run);
  }

  async getProvision(
    id: string,
    { after }: { after?: number },
  ): Promise<Provision> {
    const { engine } = this.#parts;
    const run = await engine.get<ProvisionInput, ProvisionState>(id);
    // Of what was said until now: read after the run, no line of an ended one is missing.
    const { lines } = await engine.log(id, { after });
    const { service, environment } = run.input;
    const { items } = await this.listResources({
      ...{ service, environment, limit: MOST },
    });
    return presentProvision(run, { lines, resources: items });
  }

  async propose(
    { service, score, base }: ProposalRequest,
    { credentials, by }: Caller,
  ): Promise<Proposal> {
    const { places, proposer } = this.#parts;
    const entity = await places.entity(toRef(service), credentials);
    const person = await places.entityForPortal(by);
    const { displayName: name, email } = (person?.spec?.profile ?? {}) as {
      displayName?: string;
      email?: string;
    };
    const who = { ref: by, name, email };
    return proposer.propose({ entity, text: score, base, by: who });
  }

  async listResources({ service, limit = PAGE, ...query }: ResourceQuery) {
    const { resources, presenter } = this.#parts;
    const { items, ...page } = await resources.list({
      ...query,
      limit,
      service: service === undefined ? undefined : toRef(service),
    });
    return { ...page, items: await presenter.present(items) };
  }

  listAskedResources({
    limit = PAGE,
    cursor,
  }: {
    limit?: number;
    cursor?: string;
  }) {
    return this.#parts.asked.listMissing({ limit, cursor });
  }

  async revealSecret(id: string, output: string): Promise<{ value: string }> {
    const value = await this.#parts.secrets.open(id, output);
    if (value !== undefined) return { value };
    throw new NotFoundError(
      `There is no secret output "${output}" of resource ${id}`,
    );
  }

  explain(request: ExplainRequest, caller: Caller): Promise<Explanation> {
    return this.#parts.drafts.explain(request, caller);
  }

  async listResourceTypes() {
    const { definitions, problems } = await this.#parts.definitions.get();
    return {
      items: definitions.types().map(({ outputs, ...type }) => ({
        ...type,
        outputs: Object.entries(outputs).map(([name, output]) => ({
          name,
          type: output.type,
          description: output.description,
          secret: output.secret ?? false,
        })),
      })),
      problems: problems.map(presentProblem),
    };
  }

  listPatches() {
    return this.#parts.patches.list();
  }

  listImports() {
    return this.#parts.imports.list();
  }

  /** @throws NotFoundError */
  async resource(id: string): Promise<ResourceRecord> {
    const record = await this.#parts.resources.find(id);
    if (record) return record;
    throw new NotFoundError(`There is no resource ${id}`);
  }

  #requireFit(plan: Plan, digest: string): void {
    if (plan.digest !== digest) {
      throw new ConflictError(
        'The plan is not the one that was shown. Look at it again, and then decide',
      );
    }
    if (plan.whyNot) throw new ConflictError(plan.whyNot);
    if (!plan.source && !plan.removes) {
      throw new InputError(
        'The plan is of a text that is in no repository, so it can be looked at only. Commit the Score file, and plan again',
      );
    }
    if (!plan.hasEffect) {
      throw new ConflictError(
        plan.removes
          ? 'There is nothing left that the service has there'
          : 'Everything is so already: there is nothing to do',
      );
    }
    if (Date.parse(plan.expiresAt) < this.#parts.clock.now()) {
      throw new ConflictError(
        `The plan is older than ${PLAN_MINUTES} minutes. Plan again and look at the difference`,
      );
    }
  }

  async #stored(id: string) {
    const stored = await this.#parts.plans.find(id);
    if (stored) return stored;
    throw new NotFoundError(`There is no plan ${id} any more. Plan again`);
  }

  /** What it uses of other services, as it calls that; what can be done with it is for its owner. */
  async #usedBy(service: string): Promise<Resource[]> {
    const { resources, presenter, uses } = this.#parts;
    const begun = await uses.ofService(service);
    const ids = begun.map(({ resource }) => resource);
    const presented = await presenter.present(await resources.findAll(ids));
    const byId = new Map(presented.map(one => [one.id, one]));
    return begun.flatMap(({ resource, name }) => {
      const one = byId.get(resource);
      return one ? [{ ...one, name, abilities: [] }] : [];
    });
  }

  /** The file of a service and what is wrong with it; that it could not be asked for is said, not taken for "none". */
  async #fileOf(
    entity: Entity,
    environments: { name: string }[],
  ): Promise<
    Pick<Service, 'file' | 'problem'> & {
      overrides?: ReadonlyMap<string, ShownOverride>;
    }
  > {
    try {
      const names = environments.map(({ name }) => name);
      const { files } = this.#parts;
      const [found, stray] = await Promise.all([
        files.findAll(entity, names),
        // A hint: where the folder could not be asked for, the file is shown without it.
        files.findStrayOverrides(entity, names).catch(() => []),
      ]);
      if (!found) return {};
      const { url, text, overrides } = found;
      const { diagnostics } = readSource({ text });
      return {
        file: {
          ...{ url, text },
          digest: digestOfText(text),
          diagnostics: [
            ...diagnostics,
            ...stray.map(one => explainStray(one, names)),
          ].map(toDiagnostic),
        },
        overrides: new Map(
          [...overrides].map(([name, one]) => [name, showOverride(text, one)]),
        ),
      };
    } catch (error) {
      return { problem: isError(error) ? error.message : String(error) };
    }
  }
}

function someOf<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

type ShownOverride = NonNullable<Service['environments'][number]['override']>;

/** With what is wrong with it, and not with the Score file alone. */
function showOverride(
  text: string,
  { name, url, text: own }: Override,
): ShownOverride {
  const found = (source: Pick<ScoreText, 'text' | 'override'>) =>
    readSource(source).diagnostics.map(toDiagnostic);
  const alone = new Set(found({ text }).map(one => JSON.stringify(one)));
  return {
    ...{ name, url, text: own },
    diagnostics: found({ text, override: { name, text: own } }).filter(
      one => !alone.has(JSON.stringify(one)),
    ),
  };
}

function requireNoText(given: Pick<PlanRequest, 'score' | 'override'>): void {
  const [name] = Object.keys(given).filter(
    key => given[key as keyof typeof given] !== undefined,
  );
  if (name === undefined) return;
  throw new InputError(
    `${name} is given together with removes, which takes away what is there, whatever a Score file says. Leave one of them out`,
  );
}

function toStarted({ id }: { id: string }): { id: string; link: string } {
  return { id, link: `/runs/${id}` };
}
