import { compareText } from '../diagnostics/diagnostic';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { PlannedResource, ResourcePlan } from '../resources/plan';
import type { KnownOutputs } from '../resources/provide';
import type { ResourceUid } from '../resources/uid';
import { bindingName } from './scope';

/**
 * An object that a rendering refers to and that whoever provides the resource
 * still has to make.
 *
 * @public
 */
export interface Need {
  kind: 'Secret' | 'PersistentVolumeClaim';
  name: string;
  /** The keys that are read of a Secret, sorted; none for a claim. */
  keys: string[];
  /** The resource whose outputs it holds. */
  resource: ResourceUid;
}

/** Collects what a rendering refers to and nobody has provided. */
export class Needs {
  readonly #byName = new Map<string, Need>();

  /** A key of the Secret of a resource. */
  secret(resource: PlannedResource, key: string): void {
    const { keys } = this.#need('Secret', resource);
    if (!keys.includes(key)) keys.push(key);
  }

  /** The claim of a resource of type volume. */
  claim(resource: PlannedResource): void {
    this.#need('PersistentVolumeClaim', resource);
  }

  /** All of them, by kind and name. */
  list(): Need[] {
    return [...this.#byName.keys()].sort(compareText).map(id => {
      const need = this.#byName.get(id)!;
      return { ...need, keys: [...need.keys].sort(compareText) };
    });
  }

  #need(kind: Need['kind'], resource: PlannedResource): Need {
    const name = bindingName(resource);
    const id = `${kind} ${name}`;
    const known = this.#byName.get(id);
    if (known) return known;
    const need: Need = { kind, name, keys: [], resource: resource.uid };
    this.#byName.set(id, need);
    return need;
  }
}

/** Resources that nobody has provided and that would be kept under one name. */
export function sharedBindings(
  plan: ResourcePlan,
  outputs: KnownOutputs,
): Diagnostic[] {
  const first = new Map<string, PlannedResource>();
  const found: Diagnostic[] = [];
  for (const resource of plan.resources) {
    if (outputs.has(resource.uid)) continue;
    const name = bindingName(resource);
    const earlier = first.get(name);
    if (earlier) found.push(sharedBinding(name, earlier, resource));
    else first.set(name, resource);
  }
  return found;
}

function sharedBinding(
  name: string,
  { uid: first }: PlannedResource,
  { uid, usedBy: [place] }: PlannedResource,
): Diagnostic {
  return {
    severity: 'error',
    code: 'render/shared-binding',
    message: `the outputs of ${first} and ${uid} would both be looked for under ${name}`,
    workload: place.workload,
    path: ['resources', place.resource],
    fix: {
      text: 'rename one of the two, or give the outputs of one',
      automatic: false,
    },
  };
}
