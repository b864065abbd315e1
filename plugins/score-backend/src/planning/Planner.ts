import { randomUUID } from 'node:crypto';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { Edit, GitRepositories } from '@towpath/gitops';
import type { DriverCall } from '@towpath/plugin-score-node';
import type {
  Money,
  PlannedResource,
} from '@towpath/plugin-score-common';
import { checkOutputs } from '@towpath/resource-definitions';
import {
  hasErrors,
  planResources,
  readScore,
  type Diagnostic,
  type KubernetesObject,
  type Outputs,
  type ResourcePlan,
  type Workload,
} from '@towpath/score';
import type { ResourceStore } from '../database/ResourceStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import { digestOf } from '../model/digestOf';
import type { Draft, PlanBody } from '../model/Draft';
import type { ResolvedResource } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { ServicePlace, ServicePlaces } from '../places/ServicePlaces';
import type { ScoreFiles } from '../source/ScoreFiles';
import type { Drivers } from './Drivers';
import { fillResource } from './fillResource';
import { outputsOf } from './outputsOf';
import type { PlanJudge } from './PlanJudge';
import { planRemoval } from './planRemoval';
import { planResource } from './planResource';
import type { Platform } from './Platform';
import {
  KUSTOMIZATION,
  MANIFESTS,
  renderFolder,
  type FolderFiles,
  type Rendered,
} from './rendering';
import { resolveResources } from './resolveResources';
import { secretManifests } from './secretManifests';
import { toDiagnostic } from './toDiagnostic';

/** What is planned for whom. */
export interface PlanQuestion {
  entity: Entity;
  environment: string;
  /** In place of the file of the service. */
  text?: string;
  requestedBy: string;
  /** Of an earlier plan: what it called the resources that are new, by uid. */
  ids?: ReadonlyMap<string, string>;
}

interface PlannerParts {
  places: ServicePlaces;
  files: ScoreFiles;
  definitions: DefinitionFolder;
  platform: Platform;
  drivers: Drivers;
  resources: ResourceStore;
  repositories: GitRepositories;
  judge: PlanJudge;
}

/** Works out what would be done. It changes nothing. */
export class Planner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /**
   * @throws NotFoundError for a service without a Score file, ConflictError for a place that nothing can be delivered
   *   to, and what systems answer that could not be asked
   */
  async plan(question: PlanQuestion, call: DriverCall): Promise<Draft> {
    const { entity, environment } = question;
    const source = await this.#source(question);
    const place = await this.#parts.places.find(entity, environment);
    const read = readScore(source.text, { dialect: 'normalise' });
    const body = emptyBody(entity, environment, source.url);
    const draft = (filled: Partial<PlanBody>, edits: Edit[] = []): Draft =>
      ({ body: finish({ ...body, ...filled }), text: source.text, place, edits });
    if (!read.valid) return draft(refused(read.diagnostics));
    const { workload } = read;
    const looked = await this.#look(workload, place, question, call);
    const diagnostics = [...read.diagnostics, ...looked.diagnostics];
    if (hasErrors(diagnostics)) return draft(refused(diagnostics));
    const rendered = await this.#render(workload, looked, place, source.url);
    diagnostics.push(...rendered.diagnostics);
    if (hasErrors(diagnostics)) return draft(refused(diagnostics));
    const edits = rendered.changes.map(
      ({ file, after }): Edit => ({ type: 'file', file, content: after ?? null }),
    );
    const cost = costOf(looked);
    const judged = await this.#parts.judge.judge({
      place,
      workload,
      resources: looked.changes,
      objects: rendered.objects,
      cost: cost.amounts,
      requestedBy: question.requestedBy,
    });
    return draft(
      {
        diagnostics: diagnostics.map(toDiagnostic),
        resources: looked.changes,
        files: rendered.changes,
        verdicts: judged.verdicts,
        approvals: judged.approvals,
        cost: cost.shown,
        whyNot: judged.denied ?? frozen(place),
      },
      edits,
    );
  }

  async #source({ entity, text }: PlanQuestion) {
    if (text !== undefined) return { text, url: undefined };
    const file = await this.#parts.files.find(entity);
    if (file) return file;
    throw new ConflictError(
      `${entity.metadata.name} has no score.yaml beside its catalog-info.yaml. Add one, or name another path by the annotation towpath.dev/score-file`,
    );
  }

  /** Asks definitions and drivers about each resource, each after those that it needs. */
  async #look(
    workload: Workload,
    place: ServicePlace,
    question: PlanQuestion,
    call: DriverCall,
  ): Promise<Looked> {
    const { definitions } = await this.#parts.definitions.get();
    const plan = planResources([workload]);
    const { ref: service } = place.service;
    const records = await this.#parts.resources.findLive({
      service,
      environment: place.environment.name,
    });
    const resolved = resolveResources(plan, { definitions, place, records });
    const looked: Looked = {
      plan,
      records,
      resolved: [],
      changes: [],
      outputs: new Map(),
      manifests: [],
      diagnostics: [...plan.diagnostics, ...resolved.diagnostics],
    };
    looked.diagnostics.push(
      ...(await this.#refuseForeign(plan, place)),
      ...checkOutputs(workload, plan, definitionOf(resolved.resources)),
    );
    if (hasErrors(looked.diagnostics)) return looked;
    for (const resource of resolved.resources) {
      const { uid } = resource.planned;
      const id = resource.record?.id ?? question.ids?.get(uid) ?? randomUUID();
      await this.#ask({ id, resource }, { workload, place, looked, call });
    }
    const wanted = new Set(plan.resources.map(({ uid }) => uid));
    looked.changes.push(
      ...records.filter(({ uid }) => !wanted.has(uid)).map(planRemoval),
    );
    return looked;
  }

  /** What another service has under the same id is its own: an id must not reach it. */
  async #refuseForeign(
    plan: ResourcePlan,
    { service, environment }: ServicePlace,
  ): Promise<Diagnostic[]> {
    const others = await this.#parts.resources.findOfOthers(
      { service: service.ref, environment: environment.name },
      plan.resources.map(({ uid }) => uid),
    );
    return others.map(record => {
      const name = plan.resource(record.uid)!.usedBy[0].resource;
      return {
        severity: 'error',
        code: 'provision/foreign',
        message: `${record.uid} belongs to ${record.service} in ${record.environment}`,
        path: ['resources', name, 'id'],
        fix: { text: 'give it another id, or none', automatic: false },
      };
    });
  }

  async #ask(
    { id, resource }: { id: string; resource: ResolvedResource },
    context: {
      workload: Workload;
      place: ServicePlace;
      looked: Looked;
      call: DriverCall;
    },
  ): Promise<void> {
    const { workload, place, looked, call } = context;
    const { plan, outputs } = looked;
    const { planned, definition } = resource;
    const { filled, diagnostics } = fillResource(resource, {
      workload,
      plan,
      outputs,
      place,
    });
    looked.resolved.push({ id, resource });
    if (!filled) {
      looked.diagnostics.push(...diagnostics);
      outputs.set(planned.uid, outputsOf(planned, definition, {}));
      return;
    }
    const { drivers, platform } = this.#parts;
    const cost = await platform.costOf(filled, place);
    const found = await planResource(id, filled, { drivers, place, cost }, call);
    looked.changes.push(found.change);
    looked.manifests.push(...found.manifests);
    outputs.set(planned.uid, outputsOf(planned, definition, found.outputs));
  }

  async #render(
    workload: Workload,
    looked: Looked,
    place: ServicePlace,
    url: string | undefined,
  ): Promise<Rendered> {
    const { platform } = this.#parts;
    return renderFolder({
      workload,
      outputs: looked.outputs,
      manifests: [
        ...secretManifests(looked.resolved),
        ...looked.manifests,
      ],
      profile: await platform.profile(),
      tier: place.environment.tier,
      path: place.folder.path,
      files: await this.filesOf(place),
      image: platform.imageOf(place.service.name),
      source: url,
    });
  }

  /** The folder as it is in Git now. */
  async filesOf({ folder }: ServicePlace): Promise<FolderFiles> {
    const { repository: url, branch, path } = folder;
    const names = [KUSTOMIZATION, MANIFESTS];
    const full = (name: string) => (path ? `${path}/${name}` : name);
    const found = await this.#parts.repositories
      .open({ url, branch })
      .readFiles(names.map(full));
    return new Map(
      names.flatMap(name => {
        const text = found.get(full(name));
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
  }
}

/** What is known of the resources of one plan. */
interface Looked {
  plan: ResourcePlan;
  records: ResourceRecord[];
  resolved: { id: string; resource: ResolvedResource }[];
  changes: PlannedResource[];
  outputs: Map<string, Outputs>;
  manifests: KubernetesObject[];
  diagnostics: Diagnostic[];
}

function emptyBody(
  entity: Entity,
  environment: string,
  url: string | undefined,
): Omit<PlanBody, 'digest' | 'hasEffect'> {
  return {
    service: stringifyEntityRef(entity),
    environment,
    source: url === undefined ? undefined : { url },
    diagnostics: [],
    resources: [],
    files: [],
    verdicts: [],
    approvals: [],
  };
}

function finish(body: Omit<PlanBody, 'digest' | 'hasEffect'>): PlanBody {
  const acts = body.resources.some(
    ({ action }) => action !== 'none' && action !== 'retain',
  );
  return {
    ...body,
    digest: digestOf(body),
    hasEffect: acts || body.files.length > 0,
  };
}

function refused(diagnostics: Diagnostic[]): Partial<PlanBody> {
  return {
    diagnostics: diagnostics.map(toDiagnostic),
    whyNot: 'The Score file has errors. Mend them, and plan again',
  };
}

function definitionOf(resources: ResolvedResource[]) {
  const byUid = new Map(
    resources.map(({ planned, definition }) => [planned.uid, definition]),
  );
  return (uid: string) => byUid.get(uid);
}

function frozen({ environment }: ServicePlace): string | undefined {
  const { freeze } = environment;
  if (!freeze?.active) return undefined;
  const end = freeze.endsAt ? ` until ${freeze.endsAt}` : '';
  return `${environment.title ?? environment.name} is frozen${end}: ${freeze.reason}`;
}

/** What resources cost before and after, where they have one currency. */
function costOf({ records, changes }: Looked) {
  const before = sum(records.map(({ cost }) => cost));
  const after = sum(
    changes.map(({ action, cost }) => (action === 'delete' ? undefined : cost)),
  );
  const currency = after?.currency ?? before?.currency ?? '';
  return {
    amounts: {
      before: before?.amount ?? 0,
      after: after?.amount ?? 0,
      currency,
    },
    shown:
      before || after
        ? { before, after: after ?? { amount: 0, currency } }
        : undefined,
  };
}

function sum(all: (Money | undefined)[]): Money | undefined {
  const known = all.filter((one): one is Money => one !== undefined);
  if (known.length === 0) return undefined;
  const amount = known.reduce((total, one) => total + one.amount, 0);
  return { amount: Math.round(amount * 100) / 100, currency: known[0].currency };
}
