import { compiledOf } from '../compileDefinition';
import type {
  MatchDefinition,
  ResourceContext,
  ResourceDefinition,
} from '../types';
import { variablesOf } from '../variables';

/** Whether a definition applies to what is asked for. */
export interface Judgement {
  definition: ResourceDefinition;
  verdict: 'applies' | 'does-not' | 'cannot-tell';
  /** Why it does not, or why that cannot be told; a clause about "it". */
  why?: string;
}

/** Asks a definition of the right type about its class, its id and its match. */
export function judge(
  definition: ResourceDefinition,
  context: ResourceContext,
): Judgement {
  const why =
    whyNotResource(definition, context) ?? whyNotPlace(definition, context);
  return why === undefined
    ? askCondition(definition, context)
    : { definition, verdict: 'does-not', why };
}

const same = (a: string, b: string) => a === b;

/** Two references are the same in whatever case they are written. */
export const sameReference = (a: string, b: string) =>
  a.toLowerCase() === b.toLowerCase();

function whyNotResource(
  { class: kind = 'default', id }: ResourceDefinition,
  { resource }: ResourceContext,
): string | undefined {
  if (kind !== '*' && kind !== resource.class) {
    return `it is for the class ${kind}, not ${resource.class}`;
  }
  return id === undefined || id === resource.id
    ? undefined
    : `it is for the id ${id}, not ${resource.id}`;
}

/** Why something that matches so does not hold in a place; a clause about "it". Its condition is not asked. */
export function whyNotPlace(
  { match = {} }: { match?: MatchDefinition },
  { service, environment }: Pick<ResourceContext, 'service' | 'environment'>,
): string | undefined {
  return (
    whyNotAmong('services', match.services, service.ref) ??
    whyNotAmong('environments', match.environments, environment.name, same) ??
    whyNotAmong('services of', match.owners, service.owner) ??
    whyNotAnnotated(match.annotations, environment.annotations) ??
    whyNotAmong('tiers', match.tiers, environment.tier, same)
  );
}

function whyNotAmong(
  what: string,
  names: string[] | undefined,
  actual: string | undefined,
  equal = sameReference,
): string | undefined {
  if (!names || (actual !== undefined && names.some(n => equal(n, actual)))) {
    return undefined;
  }
  return `it is for ${what} ${names.join(', ')}, not ${actual ?? 'nobody'}`;
}

function whyNotAnnotated(
  wanted: Record<string, string> = {},
  annotations: Record<string, string>,
): string | undefined {
  const odd = Object.entries(wanted).find(
    ([key, value]) =>
      !Object.hasOwn(annotations, key) || annotations[key] !== value,
  );
  if (!odd) return undefined;
  const [key, value] = odd;
  return `it is for environments with the annotation ${key}: ${value}`;
}

function askCondition(
  definition: ResourceDefinition,
  context: ResourceContext,
): Judgement {
  let reason: string;
  try {
    const { when } = compiledOf(definition);
    if (!when) return { definition, verdict: 'applies' };
    const result = when.evaluate(variablesOf(context));
    if ('value' in result && typeof result.value === 'boolean') {
      return result.value
        ? { definition, verdict: 'applies' }
        : {
            definition,
            verdict: 'does-not',
            why: `its condition is not met: ${when.source.trim()}`,
          };
    }
    reason =
      'error' in result ? result.error : 'it gives neither true nor false';
  } catch (error) {
    reason = (error as Error).message;
  }
  return {
    definition,
    verdict: 'cannot-tell',
    why: `its condition cannot be evaluated: ${reason}; guard a field that may be missing with has()`,
  };
}
