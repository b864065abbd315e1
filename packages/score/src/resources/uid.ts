import type { Resource } from '../types';

/**
 * Names one resource across workloads: `type.class#id`.
 *
 * @public
 */
export type ResourceUid = string;

/**
 * The uid of a workload's resource. Without an id a resource belongs to its
 * workload alone: `type.class#workload.name`.
 *
 * @public
 */
export function resourceUid(
  workload: string,
  name: string,
  resource: Pick<Resource, 'type' | 'class' | 'id'>,
): ResourceUid {
  const { type, class: kind = 'default', id } = resource;
  return `${type}.${kind}#${id ?? `${workload}.${name}`}`;
}
