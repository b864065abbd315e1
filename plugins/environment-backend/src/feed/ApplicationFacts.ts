import type { ListField, PartialApplication } from '@towpath/argocd';
import type { Health, SyncState } from '@towpath/plugin-environment-common';
import {
  readSources,
  sourcesOf,
  type ClaimedApplication,
} from '@towpath/plugin-environment-node';

/** What the portal keeps of one application. Times are RFC 3339 text. */
export interface ApplicationFacts extends ClaimedApplication {
  images: string[];
  health: Health;
  healthMessage?: string;
  /** When health became what it is; not every server tells. */
  healthChangedAt?: string;
  sync: SyncState;
  autoSync: boolean;
  /** Revisions of several sources are joined by `,`. */
  revision?: string;
  operation?: { phase: string; startedAt?: string };
  /** When the last operation ended. */
  finishedAt?: string;
  createdAt?: string;
  /** What the application itself sets, source by source; absent when it sets nothing. */
  overrides?: SourceOverrides[];
}

/** Parameters of a source that have the last word over what is in Git. */
export interface SourceOverrides {
  /** Kustomize images, as whole references of what is to run. */
  images?: string[];
  /** Helm parameters. */
  parameters?: Record<string, string>;
}

/** The parts of an application that {@link readFacts} reads. */
export const FACT_FIELDS: readonly ListField[] = [
  'metadata.labels',
  'metadata.creationTimestamp',
  'spec',
  'status.summary',
  'status.health',
  'status.sync.status',
  'status.sync.revision',
  'status.operationState.phase',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.operation.sync',
];

export function readFacts(
  instance: string,
  { metadata, spec, status }: PartialApplication,
): ApplicationFacts {
  const state = status?.operationState;
  const automated = spec?.syncPolicy?.automated;
  return dropAbsent({
    instance,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    project: spec?.project,
    labels: metadata.labels ?? {},
    images: [...((status?.summary?.images ?? []) as string[])].sort(),
    health: status?.health?.status ?? 'Unknown',
    healthMessage: status?.health?.message,
    healthChangedAt: status?.health?.lastTransitionTime,
    sync: status?.sync?.status ?? 'Unknown',
    autoSync: Boolean(automated) && automated?.enabled !== false,
    revision: readRevision(status),
    operation: state?.phase && {
      phase: state.phase,
      startedAt: state.startedAt,
    },
    finishedAt: state?.finishedAt,
    createdAt: metadata.creationTimestamp,
    sources: readSources(spec),
    overrides: readOverrides(spec),
  });
}

/** What names an application among all instances. */
export function factsKey(facts: {
  instance: string;
  namespace: string;
  name: string;
}): string {
  return `${facts.instance}/${facts.namespace}/${facts.name}`;
}

// With several sources there is no single revision, and a list tells those of the last sync only.
function readRevision(
  status: PartialApplication['status'],
): string | undefined {
  const synced = status?.operationState?.operation?.sync;
  return (
    status?.sync?.revision ||
    status?.sync?.revisions?.join(',') ||
    synced?.revision ||
    synced?.revisions?.join(',') ||
    undefined
  );
}

function readOverrides(
  spec: PartialApplication['spec'],
): SourceOverrides[] | undefined {
  const found = sourcesOf(spec).map(source => {
    const { images = [] } = (source?.kustomize ?? {}) as { images?: string[] };
    const { parameters = [] } = (source?.helm ?? {}) as {
      parameters?: { name: string; value: string }[];
    };
    return {
      // `old=new:tag` runs as what is behind the equals sign.
      ...(images.length > 0 && {
        images: images.map(image => image.slice(image.indexOf('=') + 1)),
      }),
      ...(parameters.length > 0 && {
        parameters: Object.fromEntries(
          parameters.map(({ name, value }) => [name, value]),
        ),
      }),
    };
  });
  return found.some(one => Object.keys(one).length > 0) ? found : undefined;
}

// So that facts equal those that were read back from the database.
function dropAbsent<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
