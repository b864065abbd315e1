import { isPlainMap } from '../json';
import type { Outputs } from '../placeholder/substitute';
import type { Workload } from '../types';
import type { PlannedResource, ResourcePlan } from './plan';
import { provideRequest } from './provide';
import type { ProvideRequest } from './provide';
import { failureOf, ProvideError } from './ProvideError';
import type { PositionOf, ProvideFailure } from './ProvideError';
import { dependencyLayers } from './topology';
import type { ResourceUid } from './uid';

/**
 * Provides one resource and says what it gives out. It may end its work early
 * when the signal aborts; nobody waits for it then.
 *
 * @public
 */
export type Provide = (
  request: ProvideRequest,
  context: { signal: AbortSignal },
) => Promise<Outputs>;

/** @public */
export interface ProvideOptions {
  /** Ends the whole at once; what is under way is left to `provide`. */
  signal?: AbortSignal;
  /** For the places in errors. */
  positionOf?: PositionOf;
}

class Provision {
  readonly #workloads: ReadonlyMap<string, Workload>;
  readonly #plan: ResourcePlan;
  readonly #provide: Provide;
  readonly #positionOf?: PositionOf;
  readonly #signal: AbortSignal;
  readonly #outputs = new Map<ResourceUid, Outputs>();
  readonly #underWay = new Set<ResourceUid>();
  readonly #failures: ProvideFailure[] = [];

  constructor(
    workloads: Workload[],
    plan: ResourcePlan,
    provide: Provide,
    { signal = new AbortController().signal, positionOf }: ProvideOptions,
  ) {
    this.#workloads = new Map(workloads.map(one => [one.metadata.name, one]));
    this.#plan = plan;
    this.#provide = provide;
    this.#positionOf = positionOf;
    this.#signal = signal;
  }

  async run(): Promise<Map<ResourceUid, Outputs>> {
    const { resources } = this.#plan;
    const byUid = new Map(resources.map(one => [one.uid, one]));
    const graph = new Map(resources.map(one => [one.uid, one.dependsOn]));
    for (const layer of dependencyLayers(graph)) {
      if (!this.#signal.aborted) {
        const asked = layer.map(uid => this.#ask(byUid.get(uid)!));
        await endedOrAborted(asked, this.#signal);
      }
      if (this.#failures.length || this.#isCutShort()) throw this.#error();
    }
    return this.#provided();
  }

  /** An abort after the last resource was provided changes nothing. */
  #isCutShort(): boolean {
    const ended = this.#outputs.size + this.#failures.length;
    return this.#signal.aborted && ended < this.#plan.resources.length;
  }

  async #ask(resource: PlannedResource): Promise<void> {
    this.#underWay.add(resource.uid);
    try {
      const request = provideRequest(resource, {
        workloads: this.#workloads,
        plan: this.#plan,
        outputs: this.#outputs,
      });
      const outputs = await this.#provide(request, { signal: this.#signal });
      if (!isPlainMap(outputs)) throw new Error(noMap(outputs));
      this.#outputs.set(resource.uid, outputs);
    } catch (error) {
      this.#failures.push(failureOf(resource, error, this.#positionOf));
    } finally {
      this.#underWay.delete(resource.uid);
    }
  }

  #provided(): Map<ResourceUid, Outputs> {
    const uids = this.#plan.resources.map(({ uid }) => uid);
    return new Map(
      uids
        .filter(uid => this.#outputs.has(uid))
        .map(uid => [uid, this.#outputs.get(uid)!]),
    );
  }

  #error(): ProvideError {
    const uids = this.#plan.resources.map(({ uid }) => uid);
    const failed = new Map(this.#failures.map(one => [one.uid, one]));
    const begun = (uid: ResourceUid) =>
      this.#outputs.has(uid) || failed.has(uid) || this.#underWay.has(uid);
    return new ProvideError({
      provided: this.#provided(),
      failures: uids.flatMap(uid => failed.get(uid) ?? []),
      underWay: uids.filter(uid => this.#underWay.has(uid)),
      notBegun: uids.filter(uid => !begun(uid)),
      aborted: this.#isCutShort(),
      reason: this.#signal.reason,
    });
  }
}

/**
 * Asks for every resource of a plan and collects what they give out, in the
 * order of the plan. Resources that need none of each other are asked for at
 * the same time: layer by layer of the dependencies. When one fails, the others
 * of its layer come to their end, and no later layer is begun.
 *
 * @throws ProvideError with what was provided all the same, when one fails or
 * the signal aborts.
 *
 * @public
 */
export async function provideInOrder(
  workloads: Workload[],
  plan: ResourcePlan,
  provide: Provide,
  options: ProvideOptions = {},
): Promise<Map<ResourceUid, Outputs>> {
  return new Provision(workloads, plan, provide, options).run();
}

/** Names the kind only, since the value may be a secret. */
function noMap(outputs: unknown): string {
  const kind = Array.isArray(outputs) ? 'a list' : typeof outputs;
  return `what it gave out is ${
    outputs === null ? 'null' : kind
  }; give a map, {} when there is nothing to give`;
}

/** Waits until all have ended, or the signal aborts. They never reject. */
function endedOrAborted(
  all: Promise<void>[],
  signal: AbortSignal,
): Promise<void> {
  return new Promise(resolve => {
    const stop = () => resolve();
    signal.addEventListener('abort', stop, { once: true });
    void Promise.all(all).then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) resolve();
  });
}
