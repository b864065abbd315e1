/** ISO timestamp in whole seconds, as Kubernetes writes it. */
export type Time = string;

export const timeOf = (date: Date): Time =>
  `${date.toISOString().slice(0, 19)}Z`;

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: Time;
  deletionTimestamp?: Time;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
}

/** A Kubernetes object. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  // The rest depends on the kind.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

export interface KustomizeSource {
  namePrefix?: string;
  nameSuffix?: string;
  namespace?: string;
  /** `name`, `name:tag`, `old=new:tag` or `name@digest`. */
  images?: string[];
  commonLabels?: Record<string, string>;
  commonAnnotations?: Record<string, string>;
  replicas?: { name: string; count: number | string }[];
  patches?: { path?: string; patch?: string; target?: object }[];
  [field: string]: unknown;
}

export interface Source {
  repoURL: string;
  path?: string;
  targetRevision?: string;
  chart?: string;
  ref?: string;
  name?: string;
  helm?: {
    values?: string;
    valueFiles?: string[];
    parameters?: { name: string; value: string; forceString?: boolean }[];
    [field: string]: unknown;
  };
  kustomize?: KustomizeSource;
  directory?: {
    recurse?: boolean;
    include?: string;
    exclude?: string;
    jsonnet?: object;
  };
  plugin?: object;
}

interface Destination {
  server?: string;
  name?: string;
  namespace?: string;
}

interface Retry {
  limit?: number;
  refresh?: boolean;
  backoff?: { duration?: string; factor?: number; maxDuration?: string };
}

interface SyncPolicy {
  automated?: {
    prune?: boolean;
    selfHeal?: boolean;
    allowEmpty?: boolean;
    enabled?: boolean;
  };
  syncOptions?: string[];
  retry?: Retry;
}

export interface ApplicationSpec {
  project: string;
  source?: Source;
  sources?: Source[];
  destination: Destination;
  syncPolicy?: SyncPolicy;
  ignoreDifferences?: object[];
  info?: { name: string; value: string }[];
  revisionHistoryLimit?: number;
}

export type SyncCode = 'Synced' | 'OutOfSync' | 'Unknown';
export type HealthCode =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';
export type Phase =
  | 'Running'
  | 'Terminating'
  | 'Succeeded'
  | 'Failed'
  | 'Error';

export interface Health {
  status: HealthCode;
  message?: string;
  lastTransitionTime?: Time;
}

export interface ResourceRef {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
}

export interface ResourceStatus extends ResourceRef {
  status?: SyncCode;
  health?: Health;
  hook?: boolean;
  requiresPruning?: boolean;
  syncWave?: number;
}

export interface ResourceResult extends ResourceRef {
  status?: 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';
  message?: string;
  hookType?: string;
  hookPhase?: Phase;
  syncPhase?: string;
  images?: string[];
}

interface Initiator {
  username?: string;
  automated?: boolean;
}

export interface SyncOperation {
  revision?: string;
  revisions?: string[];
  prune?: boolean;
  dryRun?: boolean;
  source?: Source;
  sources?: Source[];
  syncOptions?: string[];
  syncStrategy?: { apply?: { force?: boolean }; hook?: { force?: boolean } };
  resources?: ResourceRef[];
  manifests?: string[];
  autoHealAttemptsCount?: number;
}

export interface Operation {
  sync?: SyncOperation;
  info?: { name: string; value: string }[];
  initiatedBy?: Initiator;
  retry?: Retry;
}

export interface OperationState {
  operation: Operation;
  phase: Phase;
  message?: string;
  startedAt: Time;
  finishedAt?: Time;
  retryCount?: number;
  syncResult?: {
    revision: string;
    revisions?: string[];
    source?: Source;
    sources?: Source[];
    resources?: ResourceResult[];
  };
}

export interface RevisionHistory {
  id: number;
  revision: string;
  revisions?: string[];
  source?: Source;
  sources?: Source[];
  deployStartedAt?: Time;
  deployedAt: Time;
  initiatedBy?: Initiator;
}

export interface Condition {
  type: string;
  message: string;
  lastTransitionTime?: Time;
}

export interface ApplicationStatus {
  sync: {
    status: SyncCode;
    revision?: string;
    revisions?: string[];
    comparedTo?: {
      source?: Source;
      sources?: Source[];
      destination: Destination;
    };
  };
  health: Health;
  resources?: ResourceStatus[];
  history?: RevisionHistory[];
  conditions?: Condition[];
  operationState?: OperationState;
  reconciledAt?: Time;
  sourceType?: string;
  sourceTypes?: string[];
  summary?: { images?: string[]; externalURLs?: string[] };
  controllerNamespace?: string;
  resourceHealthSource?: string;
}

export interface Application {
  metadata: ObjectMeta;
  spec: ApplicationSpec;
  operation?: Operation;
  status: ApplicationStatus;
}

/** An object in the simulated cluster. */
export interface LiveResource {
  manifest: Manifest;
  uid: string;
  createdAt: Time;
  /** ISO timestamp in milliseconds of the last change of its content. */
  changedAt: string;
  /** Images of the pods that ran when it was changed last; they stay until its rollout is through. */
  ranBefore?: string[];
}

/** What is kept about one application: what the API shows, and what runs. */
export interface ApplicationRecord {
  application: Application;
  live: LiveResource[];
  /** What Git asks for, as of the last comparison; undefined when it could not be read. */
  target?: Manifest[];
  /** ISO timestamp: no retry of a failed sync before. */
  retryAt?: string;
  /** Whether a sync window has kept auto-sync from beginning since the last comparison. */
  isHeld?: boolean;
}

export const ARGO_NAMESPACE = 'argocd';

export const groupOf = ({ apiVersion }: Manifest): string =>
  apiVersion.includes('/') ? apiVersion.split('/')[0] : '';

export const versionOf = ({ apiVersion }: Manifest): string =>
  apiVersion.slice(apiVersion.indexOf('/') + 1);

/** What stands beside several sources where a field for one cannot be left out. */
export const NO_SOURCE: Source = { repoURL: '' };

/** How Argo CD names an object: group and version, kind, namespace, name. */
export const refOf = (manifest: Manifest): ResourceRef => ({
  ...(groupOf(manifest) && { group: groupOf(manifest) }),
  version: versionOf(manifest),
  kind: manifest.kind,
  ...(manifest.metadata.namespace && {
    namespace: manifest.metadata.namespace,
  }),
  name: manifest.metadata.name,
});

/** The same for the same object, whatever its version. */
const keyOf = (ref: ResourceRef): string =>
  [ref.group ?? '', ref.kind, ref.namespace ?? '', ref.name].join('/');

export const keyOfManifest = (manifest: Manifest): string =>
  keyOf(refOf(manifest));

/** The sources of an application; most have one. */
export const sourcesOf = (spec: {
  source?: Source;
  sources?: Source[];
}): Source[] =>
  spec.sources?.length ? spec.sources : [spec.source].flatMap(s => s ?? []);

export const isAutomated = ({ syncPolicy }: ApplicationSpec): boolean =>
  !!syncPolicy?.automated && syncPolicy.automated.enabled !== false;
