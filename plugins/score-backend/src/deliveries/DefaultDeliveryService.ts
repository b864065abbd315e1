import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { PolicyHits } from '@towpath/backend-kit';
import { stringifyTargetRef } from '@towpath/plugin-environment-common';
import {
  lineOf,
  PROVISION_RUNS,
  type DeliveryPlan,
  type DeliveryPlanRequest,
  type DeliveryRequest,
  type DeliveryState,
  type PatchEffect,
} from '@towpath/plugin-score-common';
import { MANIFESTS } from '@towpath/plugin-score-node';
import { bindKey, type WorkflowEngine } from '@towpath/workflow';
import type { ResourceStore } from '../database/ResourceStore';
import type { UseStore } from '../database/UseStore';
import type { Draft } from '../model/Draft';
import {
  deliveryOf,
  sourceOf,
  type ProvisionInput,
  type ProvisionRun,
  type ProvisionState,
} from '../model/runs';
import { PATCH_CODE } from '../patches/PatchWork';
import type { ServicePlaces } from '../places/ServicePlaces';
import type { PlaceRenderer } from '../planning/PlaceRenderer';
import type { Planner } from '../planning/Planner';
import { changesAny } from '../planning/planRemoval';
import type { ResourceLooker } from '../planning/ResourceLooker';
import type { ScoreFiles } from '../source/ScoreFiles';
import { renderProvided } from '../steps/renderProvided';
import { begunBy, digestSinceShown } from '../steps/sinceShown';
import type { DeliveryService } from './DeliveryService';
import { newIds } from './newIds';

const ADAPTED =
  'The kustomization there adapts the rendered manifests by hand. It stays as it is, and goes with the next plan in the Resources tab';

/** A promotion waits for it. */
const PLAN_TIMEOUT_MS = 30_000;
/** More than a promotion is ever tried again with something else to provide. */
const MOST_RUNS = 50;
const NOTHING = 'nothing';

interface Parts {
  engine: WorkflowEngine;
  planner: Planner;
  places: ServicePlaces;
  files: ScoreFiles;
  resources: ResourceStore;
  uses: UseStore;
  looker: ResourceLooker;
  renderer: PlaceRenderer;
  hits: PolicyHits;
  logger: LoggerService;
}

interface Drafted {
  draft: Draft;
  digest: string;
}

/** {@link DeliveryService} without asking who may. */
export class DefaultDeliveryService implements DeliveryService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async plan(request: DeliveryPlanRequest): Promise<DeliveryPlan> {
    const drafted = await this.#draft(request);
    if (!drafted) return withoutFile(request);
    const { body } = drafted.draft;
    const { resources, files, verdicts, approvals, cost, override } = body;
    const { patches = [] } = body;
    return {
      ...{ digest: drafted.digest, resources, verdicts, approvals, cost },
      files: files.filter(isManifest),
      notes: [
        ...(override ? [`${override.name} is laid over its Score file`] : []),
        ...(files.some(one => !isManifest(one)) ? [ADAPTED] : []),
        ...patches.flatMap(describePatch),
      ],
      whyNot: body.whyNot && describe(body),
    };
  }

  async provide(request: DeliveryRequest): Promise<DeliveryState> {
    const { engine } = this.#parts;
    const runs = await this.#runsOf(request.promotion);
    const begun = runs.find(({ input }) => input.digest === request.digest);
    if (!begun) return this.#begin(request);
    if (begun.status === 'failed' && begun.attempt < request.attempt) {
      await engine.retry(begun.id, { by: request.requestedBy });
      return { state: 'waiting', reason: 'It is tried again' };
    }
    return this.#stateOf(begun);
  }

  async giveUp(promotion: string): Promise<void> {
    const { engine } = this.#parts;
    for (const run of await this.#runsOf(promotion)) {
      if (run.endedAt) continue;
      await engine.cancel(run.id, {
        by: run.requestedBy,
        reason: 'the promotion that it is a part of was cancelled',
      });
    }
  }

  async #begin(request: DeliveryRequest): Promise<DeliveryState> {
    const drafted = await this.#draft(request);
    const digest = drafted?.digest ?? NOTHING;
    if (digest !== request.digest) {
      return failed(
        `What ${request.version} needs in ${request.environment} is not what was shown any more: something has changed since. Try it again, and look at the difference`,
      );
    }
    if (!drafted) return { state: 'done', files: [] };
    const { body, source, place } = drafted.draft;
    if (body.whyNot) return failed(describe(body));
    if (!changesAny(body.resources)) {
      return this.#rendered({ place, source });
    }
    await this.#start(request, drafted);
    return { state: 'waiting', reason: 'It is about to be provided' };
  }

  async #start(
    { promotion, digest, requestedBy, reason }: DeliveryRequest,
    { draft: { body, source } }: Drafted,
  ): Promise<void> {
    const { service, environment, resources, files, verdicts, cost } = body;
    const input: ProvisionInput = {
      // The promotion is where it was shown.
      plan: promotion,
      ...{ digest, service, environment, resources, reason, promotion },
      ...{ text: source.text, source: source.url, override: source.override },
      shown: { files: files.filter(isManifest), verdicts, cost },
    };
    const { created } = await this.#parts.engine.start({
      kind: PROVISION_RUNS,
      subject: service,
      lockKey: stringifyTargetRef({ service, environment }),
      input,
      requestedBy,
      idempotencyKey: bindKey(`${promotion} ${digest}`, { promotion, digest }),
    });
    if (created) await this.#parts.hits.add(verdicts);
  }

  async #stateOf(run: ProvisionRun): Promise<DeliveryState> {
    const link = `/runs/${run.id}`;
    if (run.status === 'succeeded') {
      return this.#rendered({
        place: deliveryOf(run),
        source: sourceOf(run.input),
      });
    }
    if (run.endedAt) {
      return failed(`${run.reason ?? `It was ${run.status}`}. See ${link}`);
    }
    const trouble = run.steps.find(({ status }) => status === 'waiting');
    const why = run.reason ?? trouble?.message;
    return {
      state: 'waiting',
      reason: why ? `${why}. See ${link}` : `It is being provided. See ${link}`,
    };
  }

  async #rendered(
    asked: Parameters<typeof renderProvided>[1],
  ): Promise<DeliveryState> {
    const { changes, problem } = await renderProvided(this.#parts, asked);
    return problem
      ? failed(problem)
      : { state: 'done', files: changes.filter(isManifest) };
  }

  /** Undefined for a version that has no Score file. */
  async #draft(request: DeliveryPlanRequest): Promise<Drafted | undefined> {
    const { planner, files, resources, logger } = this.#parts;
    const { environment, commit, requestedBy, promotion } = request;
    const entity = await this.#entity(request.service);
    const file = await files.findAt(entity, { commit, environment });
    if (!file) return undefined;
    const place = { service: request.service, environment };
    const draft = await planner.plan(
      {
        ...{ entity, environment, requestedBy, source: file },
        newId: await newIds(resources, place),
        keepsUnused: true,
      },
      { signal: AbortSignal.timeout(PLAN_TIMEOUT_MS), log: logger },
    );
    return { draft, digest: await this.#digestOf(draft, promotion) };
  }

  /** What the promotion has begun itself counts as it was shown, so that trying it again is no other thing. */
  async #digestOf({ body }: Draft, promotion?: string): Promise<string> {
    const [last] = promotion ? await this.#runsOf(promotion) : [];
    if (!last) return body.digest;
    const begun = await begunBy(last.id, body, this.#parts);
    const since = digestSinceShown(body, last.input, begun);
    return since === last.input.digest ? since : body.digest;
  }

  async #entity(ref: string): Promise<Entity> {
    const entity = await this.#parts.places.entityForPortal(ref);
    if (entity) return entity;
    throw new NotFoundError(`${ref} is not in the catalog any more`);
  }

  /** Newest first. */
  async #runsOf(promotion: string): Promise<ProvisionRun[]> {
    const { items } = await this.#parts.engine.list<
      ProvisionInput,
      ProvisionState
    >({ kinds: [PROVISION_RUNS], facts: { promotion }, limit: MOST_RUNS });
    return items;
  }
}

/** The kustomization has the version in it, which the promotion writes. */
function isManifest({ file }: { file: string }): boolean {
  return file.split('/').at(-1) === MANIFESTS;
}

function withoutFile({ version }: DeliveryPlanRequest): DeliveryPlan {
  return {
    ...{ digest: NOTHING, resources: [], files: [] },
    ...{ verdicts: [], approvals: [] },
    notes: [
      `${version} has no Score file, so the manifests and resources there stay as they are`,
    ],
  };
}

/** Why it cannot be provided, with what is wrong with the file. */
function describe({ whyNot = '', diagnostics }: Draft['body']): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const said = errors.map(one =>
    [lineOf(one), one.message].filter(Boolean).join(': '),
  );
  if (errors.length === 0) return whyNot;
  return errors.every(({ code }) => code === PATCH_CODE)
    ? said.join('; ')
    : `Its Score file has errors: ${said.join('; ')}`;
}

/** What a patch of the platform changes in the manifests, where it does. */
function describePatch({ title, objects }: PatchEffect): string[] {
  const changes = objects.map(({ object, changes: fields }) => {
    const names = fields.map(({ field }) => field);
    return `${object}: ${names.join(', ')}`;
  });
  return changes.length > 0
    ? [`The platform's patch "${title}" changes ${changes.join('; ')}`]
    : [];
}

function failed(reason: string): DeliveryState {
  return { state: 'failed', reason };
}
