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

/** The params of a resource as they are asked for, or what is wrong with them. */
export type FilledParams =
  | {
      params: JsonObject;
      /** Names of those that the Score file writes. */
      written: string[];
      diagnostics?: undefined;
    }
  | { params?: undefined; written?: undefined; diagnostics: Diagnostic[] };

/** Fills placeholders and expressions of one resource. Every resource that it needs has outputs already. */
export function fillResource(
  resource: ResolvedResource,
  filling: Filling,
): Filled {
  const { planned, definition } = resource;
  const { params, diagnostics } = fillParams(resource, filling);
  if (!params) return { diagnostics };
  const { settings, problems } = fillSettings(
    definition,
    contextOf(planned, params, filling.place),
  );
  if (!settings) {
    return {
      diagnostics: problems.map(({ path, message }) =>
        faultOf(
          resource,
          `${path} of the definition ${definition.name}: ${message}`,
        ),
      ),
    };
  }
  return {
    filled: {
      ...{ ...resource, params, settings: settings as JsonObject },
      workload: filling.workload,
    },
  };
}

/** Fills the placeholders of the params, and checks them by the definition. */
export function fillParams(
  resource: ResolvedResource,
  { workload, plan, outputs }: Omit<Filling, 'place'>,
): FilledParams {
  const { planned, definition } = resource;
  const given = provideRequest(planned, {
    workloads: new Map([[workload.metadata.name, workload]]),
    plan,
    outputs,
  }).params;
  if (hasSecret(given)) {
    return {
      diagnostics: [
        faultOf(
          resource,
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
        faultOf(resource, message, ['params', ...path]),
      ),
    };
  }
  return { params: params as JsonObject, written: Object.keys(given) };
}

/** Something wrong with what a Score file says of a resource. */
export function faultOf(
  { name }: Pick<ResolvedResource, 'name'>,
  message: string,
  path: PathSegment[] = [],
): Diagnostic {
  return {
    severity: 'error',
    code: 'provision/params',
    message,
    path: ['resources', name, ...path],
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
