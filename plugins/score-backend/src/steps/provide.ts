import {
  ConflictError,
  isError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { Provided } from '@towpath/plugin-score-node';
import type { PlannedResource } from '@towpath/plugin-score-common';
import { checkProvided } from '@towpath/resource-definitions';
import {
  planResources,
  provideInOrder,
  ProvideError,
  type Outputs,
  type PositionOf,
  type ResourcePlan,
  type Workload,
} from '@towpath/score';
import { done, fail, type Step, type StepContext } from '@towpath/workflow';
import { driverRequest } from '../model/driverRequest';
import { isSameThing, takenOver } from '../model/ImportEntry';
import type { FilledResource, ResolvedResource } from '../model/Resolved';
import type { ResourceRecord } from '../model/ResourceRecord';
import {
  deliveryOf,
  sourceOf,
  type ProvisionInput,
  type ProvisionState,
} from '../model/runs';
import type { ServicePlace } from '../model/ServicePlace';
import { readSource } from '../source/readSource';
import { attachImports } from '../planning/attachImports';
import { fillResource } from '../planning/fillResource';
import { outputsOf } from '../planning/outputsOf';
import { isUsed, type UsedResource } from '../planning/planUse';
import { resolveResources } from '../planning/resolveResources';
import { isById } from '../planning/SharedResources';
import { namesOfRecord } from '../planning/keptNames';
import { nameInFile } from '../planning/withBrought';
import { beginUnused } from './beginUnused';
import { isFinal } from './check';
import type { StepServices } from './StepServices';

type Context = StepContext<ProvisionInput, ProvisionState>;

/** One try of the step. */
class Providing {
  readonly #services: StepServices;
  readonly #context: Context;
  readonly #workload: Workload;
  readonly #place: ServicePlace;
  /** With what is brought, once that is known. */
  #plan: ResourcePlan;
  readonly #shown: ReadonlyMap<string, PlannedResource>;
  readonly #outputs = new Map<string, Outputs>();

  constructor(services: StepServices, context: Context, workload: Workload) {
    this.#services = services;
    this.#context = context;
    this.#workload = workload;
    this.#place = deliveryOf(context.run);
    this.#plan = planResources([workload]);
    this.#shown = new Map(context.input.resources.map(one => [one.uid, one]));
  }

  async provideAll(positionOf: PositionOf): Promise<void> {
    const resolved = await this.#resolve();
    await provideInOrder(
      [this.#workload],
      this.#plan,
      async ({ uid }, { signal }) => {
        const outputs = await this.#provide(resolved.get(uid)!, signal);
        this.#outputs.set(uid, outputs);
        return outputs;
      },
      {
        signal: this.#context.signal,
        positionOf: (workload, [all, name, ...rest], at) =>
          positionOf(
            workload,
            [all, nameInFile({ name: `${name}` }), ...rest],
            at,
          ),
      },
    );
  }

  async #resolve(): Promise<Map<string, ResolvedResource>> {
    const { service, environment } = this.#place;
    const { definitions } = await this.#services.definitions.get();
    const at = { service: service.ref, environment: environment.name };
    const records = await this.#services.resources.findLive(at);
    const place = this.#place;
    const found = await this.#services.shared.find(this.#plan, {
      ...{ place, definitions },
    });
    const { shared } = found;
    const moved = await this.#services.moves.find(this.#plan, at, {
      ...{ records, shared: new Set(shared.keys()) },
    });
    const { plan, resources, diagnostics } = resolveResources(this.#plan, {
      ...{ definitions, place, records, shared, moves: moved.moves },
    });
    this.#plan = plan;
    const attached = attachImports(
      resources,
      await this.#services.imports.of(at),
    );
    const problems = [
      ...found.diagnostics,
      ...moved.diagnostics,
      ...diagnostics,
      ...attached.diagnostics,
    ];
    const problem = problems.find(({ severity }) => severity === 'error');
    if (problem) throw new ConflictError(problem.message);
    await this.#move(attached.resources);
    return new Map(attached.resources.map(one => [one.planned.uid, one]));
  }

  /** All of them before anything else, and together: what is moved is then as if it had always been called so. */
  async #move(resources: ResolvedResource[]): Promise<void> {
    const moves = resources.flatMap(({ planned, name, record, ...one }) => {
      if (!record || record.uid === planned.uid) return [];
      const shown = this.#shown.get(planned.uid);
      if (shown?.movedFrom?.uid !== record.uid) {
        throw new ConflictError(
          `${planned.uid} is another one than was shown. Plan again`,
        );
      }
      this.#context.log.info(`${record.name} is called ${name} from now on`);
      const { id } = record;
      const isUnfinished = shown.action !== 'move';
      const byId = !one.brought && isById(planned);
      const names = namesOfRecord(record);
      return [{ ...{ id, uid: planned.uid, name }, byId, names, isUnfinished }];
    });
    if (moves.length === 0) return;
    const { service, environment } = this.#place;
    await this.#services.resources.move(
      { service: service.ref, environment: environment.name },
      { moves, run: this.#context.runId },
    );
  }

  async #provide(
    resource: ResolvedResource,
    signal: AbortSignal,
  ): Promise<Outputs> {
    const { planned, definition, record } = resource;
    const shown = this.#shown.get(planned.uid);
    if (shown?.definition !== definition.name) {
      throw new ConflictError(
        `The definition of ${planned.uid} is another one than was shown. Plan again`,
      );
    }
    if (isUsed(resource)) return this.#use(resource, shown);
    requireShownImport(resource, shown);
    const isThere = record?.status === 'provided' && this.#isDone(record);
    const asItWas = shown.action === 'none' || shown.action === 'move';
    if (isThere || (record && asItWas)) {
      return outputsOf(resource, record.outputs);
    }
    const provided = await this.#apply(this.#fill(resource), shown, signal);
    return outputsOf(resource, provided.outputs);
  }

  /** What another service has is as that one has it; its driver is not asked. */
  async #use(resource: UsedResource, shown: PlannedResource): Promise<Outputs> {
    const { name, shared, planned } = resource;
    const { record } = shared;
    if (shown.id !== record.id) {
      throw new ConflictError(
        `${planned.uid} of ${record.service} is another one than was shown. Plan again`,
      );
    }
    const { service, environment } = this.#place;
    const { runId: run, log } = this.#context;
    await this.#services.uses.begin(record, {
      ...{ service: service.ref, environment: environment.name, name, run },
    });
    if (shown.action === 'use') {
      log.info(`${name} is that of ${record.service}, and is used from now on`);
    }
    return outputsOf(resource, record.outputs);
  }

  /** An earlier try of this run has done it. */
  #isDone({ run }: ResourceRecord): boolean {
    return run === this.#context.runId;
  }

  #fill(resource: ResolvedResource): FilledResource {
    const { filled, diagnostics } = fillResource(resource, {
      workload: this.#workload,
      plan: this.#plan,
      outputs: this.#outputs,
      place: this.#place,
    });
    if (filled) return filled;
    throw new ConflictError(
      diagnostics.map(({ message }) => message).join('; '),
    );
  }

  async #apply(
    filled: FilledResource,
    shown: PlannedResource,
    signal: AbortSignal,
  ): Promise<Provided> {
    const { drivers, resources, memories } = this.#services;
    const { log, run } = this.#context;
    const record = this.#recordOf(filled, shown);
    // Before its driver begins, so that whatever becomes of this process it is listed.
    await this.#begin(record, shown);
    try {
      log.info(describeWork(filled));
      const driver = drivers.get(filled.definition.driver);
      const place = this.#place;
      const remembered = await memories.of(shown.id, { driver, place });
      const request = driverRequest(shown.id, filled, { place, remembered });
      const { entry } = filled;
      const call = { signal, log, requestedBy: run.requestedBy };
      const provided = entry
        ? await driver.imports!.take(request, entry.what, call)
        : await driver.apply(request, call);
      await this.#keep(filled, record, provided);
      log.info(`${filled.name} is there`);
      return provided;
    } catch (error) {
      signal.throwIfAborted();
      const message = isError(error) ? error.message : String(error);
      await resources.put({ ...record, status: 'failed', message });
      throw error;
    }
  }

  async #begin(
    record: Omit<ResourceRecord, 'updatedAt'>,
    { action }: PlannedResource,
  ): Promise<void> {
    const { resources } = this.#services;
    if (action === 'replace') return beginUnused(this.#services, record);
    return action === 'create' || action === 'import'
      ? resources.putFirst(record)
      : resources.put(record);
  }

  async #keep(
    { definition, params }: FilledResource,
    record: Omit<ResourceRecord, 'updatedAt'>,
    { state, outputs, secrets = {}, manifests = [], memory }: Provided,
  ): Promise<void> {
    const { knex, resources, secrets: store } = this.#services;
    const kept = (await store.names([record.id])).get(record.id);
    const given = { outputs, secrets, kept, params };
    const problems = checkProvided(definition, given);
    if (problems.length > 0) throw new ConflictError(problems.join('; '));
    await knex.transaction(async trx => {
      await resources.put(
        { ...record, status: 'provided', state, outputs, manifests },
        trx,
      );
      await store.put(record.id, secrets, trx);
      await store.putMemory(record.id, memory, trx);
    });
  }

  #recordOf(
    filled: FilledResource,
    shown: PlannedResource,
  ): Omit<ResourceRecord, 'updatedAt'> {
    const { planned, name, definition, settings, params, record } = filled;
    const { brought } = filled;
    const { service, environment, namespace } = this.#place;
    return {
      id: shown.id,
      service: service.ref,
      owner: service.owner,
      environment: environment.name,
      ...{ uid: planned.uid, type: planned.type, class: planned.class, name },
      // What comes with another one is nobody's to ask for.
      byId: !brought && isById(planned),
      broughtBy: brought?.by.planned.uid,
      needs: planned.dependsOn,
      names: filled.names,
      former: formerOf(filled),
      imported: importedOf(filled),
      definition: definition.name,
      driver: definition.driver,
      holdsData: definition.holdsData ?? false,
      onRemoval: definition.onRemoval ?? 'delete',
      status: 'providing',
      request: { settings, params, namespace, tier: environment.tier },
      state: record?.state,
      outputs: record?.outputs ?? {},
      manifests: record?.manifests ?? [],
      cost: shown.cost,
      run: this.#context.runId,
    };
  }
}

function describeWork({ name, definition, entry }: FilledResource): string {
  return entry
    ? `Taking the ${entry.name} over as ${name} (${definition.name})`
    : `Providing ${name} (${definition.name})`;
}

/** What is taken over is what was shown, and nothing is made in its place. */
function requireShownImport(
  { planned, entry, record }: ResolvedResource,
  { imports }: PlannedResource,
): void {
  // An earlier try of this run may have taken it; then there is no entry to follow any more. One that was cut off
  // before that would make an empty one.
  const what = entry ? entry.what : imports && takenOver(record);
  if (isSameThing(what, imports?.what)) return;
  throw new ConflictError(
    `What ${planned.uid} is by the platform's imports is not what was shown any more. Plan again`,
  );
}

function importedOf({ entry, record }: FilledResource) {
  if (entry) return { what: entry.what, name: entry.name };
  return record?.state && record.imported;
}

function formerOf({ record, planned }: FilledResource) {
  if (!record) return [];
  const { uid, name, former } = record;
  return uid === planned.uid ? former : [...former, { uid, name }];
}

/** Has drivers provide what the plan shows, layer by layer. What is there already is kept as it was told. */
export function provideStep(
  services: StepServices,
): Step<ProvisionInput, ProvisionState> {
  return {
    name: 'provide',
    retryFrom: 'check',
    async run(context) {
      const read = readSource(sourceOf(context.input));
      if (!read.valid) return fail('The Score file has errors');
      const work = new Providing(services, context, read.workload);
      try {
        await work.provideAll((_workload, at, part) =>
          read.positionOf(at, part),
        );
        return done({});
      } catch (error) {
        if (isFinal(error)) return fail(error.message);
        if (!(error instanceof ProvideError)) throw error;
        const causes = error.failures.map(one => one.error);
        if (causes.length > 0 && causes.every(isFinal)) {
          return fail(error.message);
        }
        // What does not answer is waited for; what else was wrong is told as well.
        throw causes.some(isAway)
          ? new ServiceUnavailableError(error.message)
          : error;
      }
    },
  };
}

function isAway(error: unknown): boolean {
  return isError(error) && error.name === 'ServiceUnavailableError';
}
