import type { JsonObject } from '@backstage/types';
import { checkParams, fillSettings } from '@towpath/resource-definitions';
import {
  isSecretRef,
  isSecretText,
  provideRequest,
  type Diagnostic,
  type KnownOutputs,
  type PathSegment,
  type ResourcePlan,
  type Workload,
} from '@towpath/score';
import {
  KNOWN_AFTERWARDS,
  type FilledResource,
  type ResolvedResource,
} from '../model/Resolved';
import { contextOf, type DefinitionPlace } from './resolveResources';

/** What fills placeholders in. */
export interface Filling {
  workload: Workload;
  plan: ResourcePlan;
  outputs: KnownOutputs;
  place: DefinitionPlace;
}

/** What its driver is asked for a resource, or what is wrong with its params. */
export type Filled =
  | { filled: FilledResource; diagnostics?: undefined }
  | { filled?: undefined; diagnostics: Diagnostic[] };

/** Fills placeholders and expressions of one resource. Every resource that it needs has outputs already. */
export function fillResource(
  resource: ResolvedResource,
  { workload, plan, outputs, place }: Filling,
): Filled {
  const { planned, definition, name } = resource;
  const given = provideRequest(planned, {
    workloads: new Map([[workload.metadata.name, workload]]),
    plan,
    outputs,
  }).params;
  const at = (message: string, path: PathSegment[] = []): Diagnostic => ({
    severity: 'error',
    code: 'provision/params',
    message,
    path: ['resources', name, ...path],
  });
  if (hasSecret(given)) {
    return {
      diagnostics: [
        at(
          `its params take a secret output of another resource, which only a container can read`,
          ['params'],
        ),
      ],
    };
  }
  const { params, problems } = checkParams(definition, given, {
    written: planned.params,
    unknown: KNOWN_AFTERWARDS,
  });
  if (problems.length > 0) {
    return {
      diagnostics: problems.map(({ message, path }) =>
        at(message, ['params', ...path]),
      ),
    };
  }
  const { settings, problems: faults } = fillSettings(
    definition,
    contextOf(planned, params, place),
  );
  if (!settings) {
    return {
      diagnostics: faults.map(({ path, message }) =>
        at(`${path} of the definition ${definition.name}: ${message}`),
      ),
    };
  }
  return {
    filled: {
      ...resource,
      params: params as JsonObject,
      settings: settings as JsonObject,
    },
  };
}

function hasSecret(value: unknown): boolean {
  if (isSecretRef(value) || isSecretText(value)) return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(hasSecret)
  );
}
