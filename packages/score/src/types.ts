/**
 * A Score workload as `score.dev/v1b1` defines it, after the deprecated list
 * forms of `files` and `volumes` were turned into maps.
 *
 * @public
 */
export interface Workload {
  apiVersion: 'score.dev/v1b1';
  metadata: WorkloadMetadata;
  service?: { ports?: Record<string, ServicePort> };
  containers: Record<string, Container>;
  resources?: Record<string, Resource>;
}

/**
 * `name` and `annotations` are checked; every other key is free.
 *
 * @public
 */
export interface WorkloadMetadata {
  name: string;
  annotations?: Record<string, string>;
  [key: string]: unknown;
}

/** @public */
export interface ServicePort {
  /** 1 to 65535, the port that others use. */
  port: number;
  protocol?: 'TCP' | 'UDP';
  /** 1 to 65535, the port that the container listens on; `port` when left out. */
  targetPort?: number;
}

/** @public */
export interface Container {
  /** An image reference, or `.` when the image is given at deploy time. */
  image: string;
  command?: string[];
  args?: string[];
  variables?: Record<string, string>;
  /** By target path. */
  files?: Record<string, ContainerFile>;
  /** By target path. */
  volumes?: Record<string, ContainerVolume>;
  /** Containers that wait for this one, and the state they wait for. */
  before?: Record<string, { ready: ReadyState }>;
  resources?: { limits?: ComputeAmounts; requests?: ComputeAmounts };
  livenessProbe?: Probe;
  readinessProbe?: Probe;
}

/** @public */
export type ReadyState = 'started' | 'healthy' | 'complete';

/**
 * Exactly one of `content`, `binaryContent` and `source` is set.
 *
 * @public
 */
export interface ContainerFile {
  content?: string;
  /** Standard base64. Placeholders in it are left alone. */
  binaryContent?: string;
  /** A path, relative to the Score file. */
  source?: string;
  /** Octal, for example `0644`. */
  mode?: string;
  noExpand?: boolean;
}

/** @public */
export interface ContainerVolume {
  source: string;
  /** A path inside the volume. */
  path?: string;
  readOnly?: boolean;
}

/**
 * `memory` in bytes with an optional unit (`512Mi`), `cpu` in cores (`0.5`) or
 * thousandths of a core (`500m`).
 *
 * @public
 */
export interface ComputeAmounts {
  memory?: string;
  cpu?: string;
}

/** @public */
export interface Probe {
  httpGet?: HttpProbe;
  exec?: { command: string[] };
}

/** @public */
export interface HttpProbe {
  port: number;
  path: string;
  host?: string;
  scheme?: 'HTTP' | 'HTTPS';
  httpHeaders?: { name: string; value: string }[];
}

/** @public */
export interface Resource {
  type: string;
  class?: string;
  id?: string;
  metadata?: { annotations?: Record<string, string>; [key: string]: unknown };
  params?: Record<string, unknown>;
}
