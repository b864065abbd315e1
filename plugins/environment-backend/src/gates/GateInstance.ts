import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type {
  EnvironmentEntityV1alpha1,
  EnvironmentGate,
} from '@towpath/plugin-environment-common';
import type { Gate } from '@towpath/plugin-environment-node';
import type { ZodError } from 'zod';
import type { GateRegistry } from './GateRegistry';

/** A gate of an environment with its settings. */
export interface GateInstance {
  /** Unique in the environment: the type, and its number when it comes again. */
  id: string;
  type: string;
  title: string;
  /** Undefined: it cannot be evaluated, and `problem` says why. */
  gate?: Gate;
  settings?: unknown;
  problem?: string;
}

/** Always asked first and last, whether an environment names them or not. */
const FIRST = ['healthy', 'not-older', 'setback'];
const LAST = ['freeze'];

/** The gates of an environment, in the order in which they are told. Never throws. */
export function gatesOf(
  environment: EnvironmentEntityV1alpha1,
  registry: GateRegistry,
): GateInstance[] {
  const named = namedGatesOf(environment, registry);
  const always = (types: string[]) =>
    types
      .filter(type => !named.some(gate => gate.type === type))
      .map(type => instantiate({ type }, type, registry, type));
  return [...always(FIRST), ...named, ...always(LAST)];
}

/** Those of `spec.gates`. */
export function namedGatesOf(
  environment: EnvironmentEntityV1alpha1,
  registry: GateRegistry,
): GateInstance[] {
  const seen = new Map<string, number>();
  return (environment.spec.gates ?? []).map((definition, index) => {
    const { type } = definition;
    const count = (seen.get(type) ?? 0) + 1;
    seen.set(type, count);
    return instantiate(
      definition,
      count === 1 ? type : `${type}-${count}`,
      registry,
      `${placeOf(environment)}: spec.gates[${index}]`,
    );
  });
}

function instantiate(
  { type, ...settings }: EnvironmentGate,
  id: string,
  registry: GateRegistry,
  place: string,
): GateInstance {
  const gate = registry.find(type);
  if (!gate) {
    const problem = `${place}.type is "${type}", which is no gate. Use one of ${registry.types.join(
      ', ',
    )}.`;
    return { id, type, title: type, problem };
  }
  const read = gate.schema.safeParse(settings);
  if (!read.success) {
    return { id, type, title: type, problem: describe(read.error, place) };
  }
  const title = gate.title(read.data);
  return { id, type, title, gate, settings: read.data };
}

function describe({ issues }: ZodError, place: string): string {
  return issues
    .map(({ path, message }) => `${[place, ...path].join('.')}: ${message}.`)
    .join(' ');
}

/** The environment, and where its definition is when the catalog knows. */
function placeOf(environment: EnvironmentEntityV1alpha1): string {
  const location = environment.metadata.annotations?.[ANNOTATION_LOCATION];
  return location ?? stringifyEntityRef(environment);
}
