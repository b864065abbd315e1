import type { Diagnostic } from '../../diagnostics/diagnostic';
import { sameJson } from '../../json';

/**
 * Any object that Kubernetes takes.
 *
 * @public
 */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata?: { name?: string; namespace?: string };
}

/**
 * Objects with exact repeats left out. Two that differ under one name are an
 * error, as one of them would be lost.
 */
export function withoutRepeats(objects: KubernetesObject[]): {
  objects: KubernetesObject[];
  diagnostics: Diagnostic[];
} {
  const byName = new Map<string, KubernetesObject>();
  const diagnostics: Diagnostic[] = [];
  for (const object of objects) {
    const { apiVersion, kind, metadata = {} } = object;
    const key = [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
    const earlier = byName.get(key);
    if (earlier && !sameJson(earlier, object)) {
      diagnostics.push({
        severity: 'error',
        code: 'render/repeated-object',
        message: `two different objects are ${kind} ${metadata.name}`,
        path: [],
        fix: {
          text: 'rename one of the workloads, services or resources they come from',
          automatic: false,
        },
      });
    }
    if (!earlier) byName.set(key, object);
  }
  return { objects: [...byName.values()], diagnostics };
}
