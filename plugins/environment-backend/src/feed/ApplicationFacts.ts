import {
  rankOf,
  type ListField,
  type PartialApplication,
} from '@towpath/argocd';
import type { Health, SyncState } from '@towpath/plugin-environment-common';
import {
  readSources,
  readValueFiles,
  sourcesOf,
  type ClaimedApplication,
} from '@towpath/plugin-environment-node';
import { notUnderstoodIn } from './notUnderstood';

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
  /** Parts of it, and words in it, that the portal does not know; absent when it knows all. */
  notUnderstood?: string[];
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
  application: PartialApplication,
): ApplicationFacts {
  const { metadata, spec, status } = application;
  const notUnderstood = notUnderstoodIn(application);
  const state = status?.operationState;
  const automated = spec?.syncPolicy?.automated;
  return dropAbsent({
    instance,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    project: spec?.project,
    labels: metadata.labels ?? {},
    images: [...((status?.summary?.images ?? []) as string[])].sort(),
    health: knownHealth(status?.health?.status),
    healthMessage: status?.health?.message,
    healthChangedAt: status?.health?.lastTransitionTime,
    sync: knownSync(status?.sync?.status),
    autoSync: Boolean(automated) && automated?.enabled !== false,
    revision: readRevision(status),
    operation: state?.phase && {
      phase: state.phase,
      startedAt: state.startedAt,
    },
    finishedAt: state?.finishedAt,
    createdAt: metadata.creationTimestamp,
    sources: readSources(spec),
    valueFiles: readValueFiles(spec),
    overrides: readOverrides(spec),
    ...(notUnderstood.length > 0 && { notUnderstood }),
  });
}

// A word that is new is named among what is not understood.
function knownHealth(word: Health = 'Unknown'): Health {
  return rankOf(word) === undefined ? 'Unknown' : word;
}

function knownSync(word: SyncState = 'Unknown'): SyncState {
  return word === 'Synced' || word === 'OutOfSync' ? word : 'Unknown';
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

/** Its entries of one type; those of another shape are named among what is not understood. */
function entriesOf<T>(list: unknown, type: 'string' | 'object'): T[] {
  return Array.isArray(list) ? list.filter(one => typeof one === type) : [];
}

function readOverrides(
  spec: PartialApplication['spec'],
): SourceOverrides[] | undefined {
  const found = sourcesOf(spec).map(source => {
    const images = entriesOf<string>(source?.kustomize?.images, 'string');
    const parameters = entriesOf<{ name: string; value: string }>(
      source?.helm?.parameters,
      'object',
    );
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
