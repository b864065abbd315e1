import { askPolicies, type PolicyFolder } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { serviceName } from '@towpath/plugin-environment-common';
import type { PolicyFinding } from '@towpath/policy';
import type {
  PlannedResource,
  RequiredApproval,
  Verdict,
} from '@towpath/plugin-score-common';
import { findApproval, type Directory } from '@towpath/roles';
import type { KubernetesObject, Workload } from '@towpath/score';
import type { GonePlace, ServicePlace } from '../model/ServicePlace';
import type { Agreement } from './TemplateAgreements';
import type { UsedResource } from './planUse';
import type { WorkloadJudge } from './WorkloadJudge';

/** The variables of rules about provisioning. */
export const POLICY_VARIABLES = [
  ...['service', 'environment', 'workload', 'resources', 'objects', 'cost'],
  ...['requestedBy', 'agreed', 'now'],
] as const;

/** In the place of a policy, where the owner of a shared resource is asked. */
const SHARING = 'sharing';

type Place = ServicePlace | GonePlace;

/** What is judged. */
export interface JudgedPlan {
  place: Place;
  workload: Workload;
  /** All of it goes: what rules say of workloads by themselves is not asked then. */
  removes?: boolean;
  resources: PlannedResource[];
  objects: KubernetesObject[];
  /** Amounts a month. */
  cost: { before: number; after: number; currency: string };
  requestedBy: string;
  /** What it uses of other services. */
  shared: UsedResource[];
}

/** What the rules say, and who has to agree. */
export interface Judgement {
  verdicts: Verdict[];
  approvals: RequiredApproval[];
  /** Why nobody may do it; the first of the reasons. */
  denied?: string;
}

/** What a team has beside one place. */
export interface TeamSpending {
  /** A month, of services that the same group owns; in this currency alone. */
  elsewhere(place: Place, currency: string): Promise<number>;
}

/** What people have agreed to already. */
export interface Agreements {
  /** Of what somebody has asked of templates. */
  of(requestedBy: string): Promise<Agreement[]>;
}

/** Asks the policies about plans. */
export class PlanJudge {
  readonly #policies: PolicyFolder;
  readonly #workloads: WorkloadJudge;
  readonly #directory: Directory;
  readonly #spending: TeamSpending;
  readonly #agreements: Agreements;
  readonly #clock: Clock;

  constructor(options: {
    policies: PolicyFolder;
    workloads: WorkloadJudge;
    directory: Directory;
    spending: TeamSpending;
    agreements: Agreements;
    clock: Clock;
  }) {
    this.#policies = options.policies;
    this.#workloads = options.workloads;
    this.#directory = options.directory;
    this.#spending = options.spending;
    this.#agreements = options.agreements;
    this.#clock = options.clock;
  }

  /** A policy that cannot be used denies: a rule that cannot say is not a rule that says yes. */
  async judge(plan: JudgedPlan): Promise<Judgement> {
    const [team, agreed] = await Promise.all([
      this.#teamCost(plan),
      this.#agreements.of(plan.requestedBy),
    ]);
    const document = this.#toDocument(plan, team, agreed);
    const { place, workload } = plan;
    const words = [
      ...(await askPolicies(this.#policies, document)),
      ...(plan.removes
        ? []
        : await this.#workloads.judge(workload, place.service)),
    ];
    const judgement: Judgement = { verdicts: [], approvals: [] };
    for (const { policy, finding } of words) {
      await this.#take(judgement, policy, finding, place);
    }
    for (const resource of plan.shared) {
      await this.#askOwner(judgement, resource, plan.place);
    }
    return judgement;
  }

  /** What a service says of itself lets it ask; the owner of the resource lets it in, once. */
  async #askOwner(
    judgement: Judgement,
    { planned: { uid: rule }, name, shared }: UsedResource,
    place: Place,
  ): Promise<void> {
    const { asks, isBegun, record } = shared;
    if (isBegun || asks === undefined) return;
    const owner = serviceName(record.service);
    const message = `${owner} owns ${name}, and who owns that has to agree that it is used.`;
    if (asks === null) {
      add(judgement, {
        ...{ policy: SHARING, rule, effect: 'deny' },
        message: `${message} Nobody owns ${owner}: set spec.owner of its component.`,
      });
      return;
    }
    const approvers = { by: asks, count: 1, fourEyes: false };
    const finding = { rule, effect: 'gate' as const, message, approvers };
    await this.#take(judgement, SHARING, finding, place);
  }

  async #take(
    judgement: Judgement,
    policy: string,
    { rule, effect, message, approvers }: PolicyFinding,
    place: Place,
  ): Promise<void> {
    const verdict = { policy, rule, effect, message };
    if (effect !== 'gate') {
      add(judgement, verdict);
      return;
    }
    const answer = await findApproval(approvers, {
      service: place.service,
      environmentOwner: place.environment.owner,
      directory: this.#directory,
    });
    if ('whyNobody' in answer) {
      const why = `${message} ${answer.whyNobody}`;
      add(judgement, { ...verdict, effect: 'deny', message: why });
      return;
    }
    judgement.approvals.push({ id: `${policy}/${rule}`, ...answer.found });
    add(judgement, verdict);
  }

  async #teamCost({
    place,
    cost: { before, after, currency },
  }: JudgedPlan): Promise<{ before: number; after: number }> {
    const elsewhere = await this.#spending.elsewhere(place, currency);
    return { before: elsewhere + before, after: elsewhere + after };
  }

  #toDocument(
    plan: JudgedPlan,
    team: { before: number; after: number },
    agreed: Agreement[],
  ): Record<(typeof POLICY_VARIABLES)[number], unknown> {
    const { place, workload, resources, objects, cost, requestedBy } = plan;
    const { name, tier, owner } = place.environment;
    return {
      service: place.service,
      environment: { name, tier, owner },
      workload,
      resources,
      objects,
      cost: { ...cost, team },
      requestedBy,
      agreed,
      now: new Date(this.#clock.now()).toISOString(),
    };
  }
}

function add(judgement: Judgement, verdict: Verdict): void {
  judgement.verdicts.push(verdict);
  if (verdict.effect === 'deny') judgement.denied ??= verdict.message;
}
