import type { JsonObject } from '@backstage/types';
import {
  broughtParams,
  checkParams,
  fillSettings,
} from '@towpath/resource-definitions';
import {
  isSecretRef,
  isSecretText,
  provideRequest,
  type Diagnostic,
  type KnownOutputs,
  type Outputs,
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
import { nameInFile } from './withBrought';

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
  const { definition, before = [] } = resource;
  const { params, diagnostics } = fillParams(resource, filling);
  if (!params) return { diagnostics };
  const brought = outputsOfBrought(before, filling);
  const { settings, problems } = fillSettings(definition, {
    ...contextOf(resource, params, filling.place),
    ...(before.length > 0 && { brought }),
  });
  const waits = isOpen([params, settings, brought]);
  if (settings || waits) {
    // An expression may have no value yet for what nobody knows.
    const known = (settings ?? {}) as JsonObject;
    const { workload } = filling;
    const filled = { ...resource, params, settings: known, waits, workload };
    return { filled };
  }
  return {
    diagnostics: problems.map(({ path, message }) =>
      faultOf(
        resource,
        `${path} of the definition ${definition.name}: ${message}`,
      ),
    ),
  };
}

/** What expressions see of what comes before, by its name. */
function outputsOfBrought(
  before: ResolvedResource[],
  { outputs }: Pick<Filling, 'outputs'>,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    before.map(({ brought, planned }) => [
      brought!.as.name,
      asExpressionsSee(outputs.get(planned.uid)),
    ]),
  );
}

/** A secret is where it can be read, and never what it is. */
function asExpressionsSee(outputs: Outputs = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      isSecretRef(value) ? value.secretRef : value,
    ]),
  );
}

/** Whether there is something in it that nobody knows yet. */
function isOpen(values: unknown): boolean {
  return JSON.stringify(values).includes(KNOWN_AFTERWARDS);
}

/** Fills the placeholders of the params, and checks them by the definition. */
export function fillParams(
  resource: ResolvedResource,
  filling: Filling,
): FilledParams {
  const { planned, definition } = resource;
  const { given, problems: faults = [] } = givenTo(resource, filling);
  if (!given) return { diagnostics: faults };
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
    written: planned.params ?? given,
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

/** What is asked for: by the Score file, or by the definition that brings it. */
function givenTo(
  resource: ResolvedResource,
  filling: Filling,
):
  | { given: Record<string, unknown>; problems?: undefined }
  | { given?: undefined; problems: Diagnostic[] } {
  const { planned, brought } = resource;
  const { workload, plan, outputs, place } = filling;
  if (!brought) {
    const workloads = new Map([[workload.metadata.name, workload]]);
    const asked = provideRequest(planned, { workloads, plan, outputs });
    return { given: asked.params };
  }
  const { by, as } = brought;
  const bringer = fillParams(by, filling);
  if (!bringer.params) return { problems: bringer.diagnostics };
  const given = asExpressionsSee(outputs.get(by.planned.uid));
  const context = contextOf(by, bringer.params, place);
  const filled = broughtParams(by.definition, as, context, given);
  if (filled.params) return { given: filled.params };
  if (isOpen([bringer.params, given])) {
    return { given: openParams(as.params) };
  }
  return {
    problems: filled.problems.map(problem =>
      faultOf(resource, `in the definition ${by.definition.name}, ${problem}`),
    ),
  };
}

/** An expression may have no value yet for what nobody knows: so none of them is known. */
function openParams(params: object = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(params).map(name => [name, KNOWN_AFTERWARDS]),
  );
}

/** Something wrong with what a Score file says of a resource, or with what comes with that. */
export function faultOf(
  { name, brought }: Pick<ResolvedResource, 'name' | 'brought'>,
  message: string,
  path: PathSegment[] = [],
): Diagnostic {
  return {
    severity: 'error',
    code: 'provision/params',
    message: brought ? `${name}, which comes with it: ${message}` : message,
    path: ['resources', nameInFile({ name }), ...(brought ? [] : path)],
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
