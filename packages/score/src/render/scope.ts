import { formProblem } from '../placeholder/form';
import type { PlaceholderScope } from '../placeholder/substitute';
import type { OutputLookup } from '../placeholder/substitute';
import type { PlannedResource, ResourcePlan } from '../resources/plan';
import type { KnownOutputs } from '../resources/provide';
import { scopeOf } from '../resources/provide';
import { secretRef } from '../placeholder/secretRef';
import type { Workload } from '../types';
import { fitName } from './names';
import type { Needs } from './needs';

/**
 * What to do where the outputs of a resource are not known: treat it as an
 * `error`, or `refer` to where a provisioner will put them.
 *
 * @public
 */
export type UnknownOutputs = 'error' | 'refer';

/**
 * The name under which whoever provides a resource is to keep what it gives
 * out: `workload-resource`, or type, class and id for a shared one. Made for a
 * Kubernetes Secret: at most 63 of a-z, 0-9 and "-".
 *
 * @public
 */
export function bindingName(resource: PlannedResource): string {
  const { type, class: kind, id, usedBy } = resource;
  const isPrivate = usedBy.some(
    ({ workload, resource: name }) => id === `${workload}.${name}`,
  );
  const parts = isPrivate
    ? [id]
    : [type, ...(kind === 'default' ? [] : [kind]), id];
  const name = parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-');
  return fitName(name, 63);
}

/** What placeholders refer to while rendering. */
export function renderScope(
  workload: Workload,
  {
    plan,
    outputs,
    unknownOutputs,
    needs,
  }: {
    plan: ResourcePlan;
    outputs: KnownOutputs;
    unknownOutputs: UnknownOutputs;
    needs?: Needs;
  },
): PlaceholderScope {
  const scope = scopeOf(workload, plan, outputs);
  if (unknownOutputs === 'error') return scope;
  const resources = new Map(scope.resources);
  for (const name of resources.keys()) {
    const uid = plan.uidOf(workload.metadata.name, name);
    const planned = plan.resource(uid);
    if (planned && !outputs.has(planned.uid)) {
      resources.set(name, referring(planned, needs));
    }
  }
  return { ...scope, resources };
}

function referring(planned: PlannedResource, needs?: Needs): OutputLookup {
  const name = bindingName(planned);
  return keys => {
    if (!keys.length) throw new Error('at least one lookup key is required');
    const key = keys.join('.');
    const found = formProblem(key, keys);
    if (found) throw new Error(`it ${found.problem}`);
    needs?.secret(planned, key);
    return secretRef(name, key);
  };
}
