import { bindingName, secretRef, type Outputs } from '@towpath/score';
import { outputsFor } from '@towpath/resource-definitions';
import type { JsonObject } from '@backstage/types';
import { KNOWN_AFTERWARDS, type ResolvedResource } from '../model/Resolved';
import { inOrder } from './inOrder';

/**
 * What placeholders find of a resource: what is known, a reference for each secret, and a text that says so for what
 * nobody knows yet.
 */
export function outputsOf(
  resource: ResolvedResource,
  known: JsonObject,
): Outputs {
  const { planned, definition } = resource;
  // It says of no output that it is always given; what a driver gave is all there is.
  const isTold = definition.provisioner && Object.keys(known).length > 0;
  if (isTold) return inOrder(known);
  return Object.fromEntries(
    Object.entries(outputsFor(definition, planned.params)).map(
      ([name, { secret }]) => [
        name,
        secret
          ? secretRef(secretNameOf(resource), name)
          : known[name] ?? KNOWN_AFTERWARDS,
      ],
    ),
  );
}

/**
 * The Secret in the namespace of the workload. What two services of one namespace share, each has by a Secret of its
 * own.
 */
export function secretNameOf({
  planned,
  name,
  names,
  shared,
}: Pick<ResolvedResource, 'planned' | 'name' | 'names' | 'shared'>): string {
  if (!shared) return names?.secretName ?? bindingName(planned);
  const id = `${planned.usedBy[0].workload}.${name}`;
  return bindingName({ ...planned, id });
}
