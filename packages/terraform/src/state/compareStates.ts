import { isDeepStrictEqual } from 'node:util';
import type { Output } from '../json/readOutputs';
import { projectPlan } from '../plan/projectPlan';
import type { PlanProjection } from '../plan/types';
import type { StateFile, StateObject } from './readStateFile';

const NOTHING = { objects: [], outputs: {} };

type Content = Pick<StateFile, 'objects' | 'outputs'>;

/**
 * What differs between two states, without secrets: neither those that a state marks, nor those that have the name of
 * one, nor either of them where it stands in clear in another place.
 *
 * @param from an empty one when absent, so that all of the other is told
 */
export function compareStates(
  from: Content = NOTHING,
  to: Content = NOTHING,
): Pick<PlanProjection, 'resources' | 'outputs'> {
  const { resources, outputs } = projectPlan({
    resource_changes: pair(byKey(from.objects), byKey(to.objects)).map(
      ([before, after]) => toChange(before, after),
    ),
    output_changes: Object.fromEntries(
      pair(byName(from.outputs), byName(to.outputs)).map(([before, after]) => [
        (after ?? before)!.name,
        toOutputChange(before, after),
      ]),
    ),
  });
  return { resources, outputs };
}

/** What names an object: several may stand at one address, all but one deposed. */
export function keyOf({
  address,
  deposed = '',
}: Pick<StateObject, 'address' | 'deposed'>): string {
  return `${address} ${deposed}`;
}

function byKey(objects: StateObject[]): Map<string, StateObject> {
  return new Map(objects.map(one => [keyOf(one), one]));
}

function byName(outputs: Record<string, Output>) {
  return new Map(
    Object.entries(outputs).map(([name, one]) => [name, { name, ...one }]),
  );
}

/** Both sides of everything that either has. */
function pair<T>(from: Map<string, T>, to: Map<string, T>) {
  const names = new Set([...from.keys(), ...to.keys()]);
  return [...names].map(name => [from.get(name), to.get(name)] as const);
}

function toChange(before?: StateObject, after?: StateObject): object {
  const { address, type, mode, provider, deposed } = (after ?? before)!;
  return {
    ...{ address, type, mode, provider_name: provider, deposed },
    change: {
      actions: [actionOf(before?.attributes, after?.attributes)],
      before: before?.attributes,
      after: after?.attributes,
      before_sensitive: before?.mask,
      after_sensitive: after?.mask,
    },
  };
}

function toOutputChange(before?: Output, after?: Output): object {
  return {
    actions: [actionOf(before, after)],
    before: before?.value,
    after: after?.value,
    before_sensitive: before?.sensitive,
    after_sensitive: after?.sensitive,
  };
}

function actionOf(before: unknown, after: unknown): string {
  if (before === undefined) return 'create';
  if (after === undefined) return 'delete';
  return isDeepStrictEqual(before, after) ? 'no-op' : 'update';
}
