/**
 * What a list can be narrowed to, as paths inside an application. A server drops any other path
 * without a word, so these are all there are: `status.history`, `status.conditions` and
 * `status.reconciledAt` need a `get`. Servers before 3.3 know neither the parts of `spec` nor
 * `status.sync.revision`.
 */
export type ListField =
  | 'metadata.name'
  | 'metadata.namespace'
  | 'metadata.annotations'
  | 'metadata.labels'
  | 'metadata.creationTimestamp'
  | 'metadata.deletionTimestamp'
  | 'spec'
  | 'spec.destination'
  | 'spec.project'
  | 'spec.source'
  | 'spec.sources'
  | 'spec.sourceHydrator'
  | 'spec.syncPolicy'
  | 'operation.sync'
  | 'status.sourceHydrator'
  | 'status.summary'
  | 'status.resources'
  | 'status.health'
  | 'status.sync.status'
  | 'status.sync.revision'
  | 'status.operationState.phase'
  | 'status.operationState.startedAt'
  | 'status.operationState.finishedAt'
  | 'status.operationState.operation.sync';

const IDENTITY = ['metadata.name', 'metadata.namespace'];

/** The `fields` parameter of a list; name and namespace are always in it. */
export function toListFields(fields: readonly ListField[]): string {
  return [
    'metadata.resourceVersion',
    ...withIdentity(fields).map(field => `items.${field}`),
  ].join(',');
}

/** The `fields` parameter of a watch for the same paths. */
export function toStreamFields(fields: readonly ListField[]): string {
  return [
    'result.type',
    ...withIdentity(fields).map(field => `result.application.${field}`),
  ].join(',');
}

function withIdentity(fields: readonly string[]): string[] {
  return [...new Set([...IDENTITY, ...fields])];
}
