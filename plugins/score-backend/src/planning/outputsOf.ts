import {
  bindingName,
  secretRef,
  type Outputs,
  type PlannedResource,
} from '@towpath/score';
import {
  outputsFor,
  type ResourceDefinition,
} from '@towpath/resource-definitions';
import type { JsonObject } from '@backstage/types';
import { KNOWN_AFTERWARDS } from '../model/Resolved';

/**
 * What placeholders find of a resource: what is known, a reference for each secret, and a text that says so for what
 * nobody knows yet.
 */
export function outputsOf(
  planned: PlannedResource,
  definition: ResourceDefinition,
  known: JsonObject,
): Outputs {
  return Object.fromEntries(
    Object.entries(outputsFor(definition, planned.params)).map(
      ([name, { secret }]) => [
        name,
        secret
          ? secretRef(bindingName(planned), name)
          : known[name] ?? KNOWN_AFTERWARDS,
      ],
    ),
  );
}
