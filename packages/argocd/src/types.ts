/*
 * The part of Argo CD's objects that the portal reads and writes, as the REST API of 2.14 to 3.6
 * answers them. Everything that a server may leave out is optional. Times are RFC 3339 text with
 * a resolution of one second.
 */

export type HealthStatus =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

export type SyncStatus = 'Synced' | 'OutOfSync' | 'Unknown';

export type OperationPhase =
  | 'Running'
  | 'Terminating'
  | 'Succeeded'
  | 'Failed'
  | 'Error';

export interface NameAndValue {
  name: string;
  value: string;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: { kind: string; name: string }[];
  creationTimestamp?: string;
  deletionTimestamp?: string;
}

export interface HelmParameter {
  name: string;
  value: string;
  /** Hands the value to Helm as text even when it looks like a number or a boolean. */
  forceString?: boolean;
}

export interface ApplicationSourceHelm {
  parameters?: HelmParameter[];
  valueFiles?: string[];
  values?: string;
  valuesObject?: Record<string, unknown>;
  releaseName?: string;
  [other: string]: unknown;
}

export interface ApplicationSourceKustomize {
  /** `image:tag`, `image=newname:tag` or `image@digest`. */
  images?: string[];
  namePrefix?: string;
  nameSuffix?: string;
  namespace?: string;
  [other: string]: unknown;
}

export interface ApplicationSource {
  repoURL: string;
  path?: string;
  targetRevision?: string;
  chart?: string;
  ref?: string;
  name?: string;
  helm?: ApplicationSourceHelm;
  kustomize?: ApplicationSourceKustomize;
  [other: string]: unknown;
}

export interface Backoff {
  /** A Go duration such as `5s` or `3m`. */
  duration?: string;
  factor?: number;
  maxDuration?: string;
}

export interface RetryStrategy {
  /** How often to try again; below zero is without end. */
  limit?: number;
  backoff?: Backoff;
  refresh?: boolean;
}

export interface AutomatedSync {
  prune?: boolean;
  selfHeal?: boolean;
  allowEmpty?: boolean;
  /** Absent means true. */
  enabled?: boolean;
}

export interface SyncPolicy {
  automated?: AutomatedSync;
  syncOptions?: string[];
  retry?: RetryStrategy;
  [other: string]: unknown;
}

export interface ApplicationSpec {
  project: string;
  destination: { server?: string; name?: string; namespace?: string };
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  syncPolicy?: SyncPolicy;
  revisionHistoryLimit?: number;
  info?: NameAndValue[];
  [other: string]: unknown;
}

export interface OperationInitiator {
  username?: string;
  automated?: boolean;
}

export interface SyncOperation {
  revision?: string;
  revisions?: string[];
  prune?: boolean;
  dryRun?: boolean;
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  syncOptions?: string[];
  /** Only these, when there are any: a part. */
  resources?: Pick<ResourceRef, 'group' | 'kind' | 'namespace' | 'name'>[];
  /** How often self-heal has tried since the last whole sync. */
  autoHealAttemptsCount?: number;
  [other: string]: unknown;
}

export interface Operation {
  sync?: SyncOperation;
  initiatedBy?: OperationInitiator;
  /** What the caller of a sync passed as `infos`: the way to recognise one's own operation. */
  info?: NameAndValue[];
  retry?: RetryStrategy;
}

export interface ResourceResult {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';
  message?: string;
  hookPhase?: OperationPhase;
  syncPhase?: string;
}

export interface OperationState {
  operation?: Operation;
  phase: OperationPhase;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  retryCount?: number;
  syncResult?: {
    revision?: string;
    revisions?: string[];
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    resources?: ResourceResult[];
  };
}

export interface RevisionHistory {
  id: number;
  revision?: string;
  revisions?: string[];
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  deployStartedAt?: string;
  deployedAt?: string;
  initiatedBy?: OperationInitiator;
}

export interface ResourceStatus {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: SyncStatus;
  health?: { status?: HealthStatus; message?: string };
  requiresPruning?: boolean;
  hook?: boolean;
}

export interface ApplicationStatus {
  sync?: {
    status?: SyncStatus;
    /** The commit that is compared with; the branch, while its repository cannot be read. */
    revision?: string;
    revisions?: string[];
    comparedTo?: { source?: ApplicationSource; sources?: ApplicationSource[] };
  };
  health?: {
    status?: HealthStatus;
    message?: string;
    lastTransitionTime?: string;
  };
  operationState?: OperationState;
  history?: RevisionHistory[];
  conditions?: {
    type: string;
    message?: string;
    lastTransitionTime?: string;
  }[];
  resources?: ResourceStatus[];
  summary?: { images?: string[]; externalURLs?: string[] };
  reconciledAt?: string;
  sourceType?: string;
  [other: string]: unknown;
}

export interface Application {
  metadata: ObjectMeta;
  spec: ApplicationSpec;
  status?: ApplicationStatus;
  /** An operation that was asked for and has not begun. */
  operation?: Operation;
}

/** An application of which only some fields were asked for. */
export type PartialApplication = { metadata: ObjectMeta } & {
  [K in 'spec' | 'status' | 'operation']?: DeepPartial<Application[K]>;
};

type DeepPartial<T> = T extends (infer Item)[]
  ? DeepPartial<Item>[]
  : T extends object
  ? { [K in keyof T]?: DeepPartial<T[K]> }
  : T;

/** What names one application at an instance. */
export interface ApplicationRef {
  name: string;
  /** The namespace of the Application object, where it is not Argo CD's own. */
  appNamespace?: string;
  /**
   * The project it belongs to. Worth giving: without it a server answers "permission denied" for an
   * application that does not exist.
   */
  project?: string;
}

export interface ResourceRef {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
}

export interface ResourceNode extends ResourceRef {
  parentRefs?: ResourceRef[];
  info?: NameAndValue[];
  images?: string[];
  health?: { status?: HealthStatus; message?: string };
  createdAt?: string;
  resourceVersion?: string;
}

export interface ApplicationTree {
  nodes?: ResourceNode[];
  orphanedNodes?: ResourceNode[];
}

/** One resource as it is and as it should be; the states are JSON text, empty when absent. */
export interface ManagedResource extends ResourceRef {
  targetState?: string;
  liveState?: string;
  normalizedLiveState?: string;
  predictedLiveState?: string;
  modified?: boolean;
  hook?: boolean;
}

export interface SyncWindow {
  kind?: 'allow' | 'deny';
  schedule?: string;
  duration?: string;
  manualSync?: boolean;
}

/** The windows of a project that are about an application. */
export interface SyncWindows {
  /** Those that are open now. */
  activeWindows?: SyncWindow[] | null;
  assignedWindows?: SyncWindow[] | null;
  /** Whether a person may sync now. */
  canSync?: boolean;
}

export interface RevisionMetadata {
  author?: string;
  date?: string;
  message?: string;
  tags?: string[];
  references?: { commit?: { sha?: string; repoURL?: string } }[];
}

export interface SyncRequest {
  /** The revision to deploy. A server refuses another than the target's while auto-sync is on. */
  revision?: string;
  revisions?: string[];
  sourcePositions?: number[];
  prune?: boolean;
  dryRun?: boolean;
  strategy?: { apply?: { force?: boolean }; hook?: { force?: boolean } };
  /** Only these resources; all when absent. */
  resources?: {
    group?: string;
    kind: string;
    name: string;
    namespace?: string;
  }[];
  syncOptions?: string[];
  retryStrategy?: RetryStrategy;
  /** Comes back in `status.operationState.operation.info`. */
  infos?: NameAndValue[];
}

export interface RollbackRequest {
  /** The `id` of an entry of `status.history`. */
  id: number;
  prune?: boolean;
  dryRun?: boolean;
}
