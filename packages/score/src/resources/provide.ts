import type { Outputs, PlaceholderScope } from '../placeholder/substitute';
import { outputLookup, substituteAll } from '../placeholder/substitute';
import type { OutputLookup } from '../placeholder/substitute';
import type { Workload } from '../types';
import type { PlannedResource, ResourcePlan } from './plan';
import type { ResourceUid } from './uid';

/**
 * What is known of the outputs of resources, by uid.
 *
 * @public
 */
export type KnownOutputs = ReadonlyMap<ResourceUid, Outputs>;

/**
 * What a provisioner is asked for: one resource with its params filled in. A
 * secret among them stays a reference.
 *
 * @public
 */
export interface ProvideRequest extends Omit<PlannedResource, 'params'> {
  params: Record<string, unknown>;
}

/**
 * What placeholders of a workload may refer to, given what is known so far.
 *
 * @public
 */
export function scopeOf(
  workload: Workload,
  plan: ResourcePlan,
  outputs: KnownOutputs,
): PlaceholderScope {
  const resources = new Map<string, OutputLookup>();
  for (const name of Object.keys(workload.resources ?? {})) {
    const uid = plan.uidOf(workload.metadata.name, name);
    const known = uid === undefined ? undefined : outputs.get(uid);
    resources.set(name, known ? outputLookup(known) : notProvided(name));
  }
  return { metadata: workload.metadata, resources };
}

function notProvided(name: string): OutputLookup {
  return () => {
    throw new Error(`the outputs of resource '${name}' are not known`);
  };
}

/**
 * The request for one planned resource.
 *
 * @throws PlaceholderError when its params need an output that is not known.
 *
 * @public
 */
export function provideRequest(
  resource: PlannedResource,
  { workloads, plan, outputs }: ProvideContext,
): ProvideRequest {
  const source = workloads.get(resource.sourceWorkload);
  if (!source) throw new Error(`no workload ${resource.sourceWorkload}`);
  const scope = scopeOf(source, plan, outputs);
  return {
    ...resource,
    params: substituteAll(
      resource.params ?? {},
      scope,
    ) as ProvideRequest['params'],
  };
}

/** @public */
export interface ProvideContext {
  /** By name. */
  workloads: ReadonlyMap<string, Workload>;
  plan: ResourcePlan;
  outputs: KnownOutputs;
}
