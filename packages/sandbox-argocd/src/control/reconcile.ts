import {
  type Application,
  type ApplicationRecord,
  type ApplicationStatus,
  type HealthCode,
  NO_SOURCE,
  type ResourceStatus,
  sourcesOf,
  timeOf,
} from '../model.ts';
import type { ClusterOptions, Timings } from '../types.ts';
import { describeResources, syncCodeOf } from './compare.ts';
import { setConditions } from './conditions.ts';
import { worstHealth } from './health.ts';
import { summedImages } from './pods.ts';
import type { Windows } from './syncWindows.ts';
import type { TargetState, TargetStates } from './targetState.ts';

export interface Reconciling {
  now: Date;
  timings: Timings;
  targets: TargetStates;
  clusters: ClusterOptions[];
  /** True when a project of this name exists. */
  hasProject: (name: string) => boolean;
  /** Writes `reconciledAt` even when nothing is new. */
  refresh?: boolean;
  /** Those that are about the application. */
  windows: Windows;
}

/** What is wrong with a specification, in the words of Argo CD; undefined when nothing is. */
export function specProblem(
  { project, destination }: ApplicationRecord['application']['spec'],
  { clusters, hasProject }: Pick<Reconciling, 'clusters' | 'hasProject'>,
): string | undefined {
  if (!hasProject(project)) {
    return `Application referencing project ${project} which does not exist`;
  }
  const { server, name } = destination;
  if (server && name) {
    return `application destination can't have both name and server defined: ${name} ${server}`;
  }
  if (!server && !name) {
    return 'Destination server missing from app spec';
  }
  const known = clusters.some(one =>
    name ? one.name === name : one.server === server,
  );
  if (known) return undefined;
  return name
    ? `there are no clusters with this name: ${name}`
    : `cluster '${server}' has not been configured`;
}

/**
 * Compares Git with what runs, and writes the result into the status.
 * @returns whether a real one would have compared it now
 */
export async function reconcile(
  record: ApplicationRecord,
  context: Reconciling,
): Promise<boolean> {
  const { application } = record;
  const before = structuredClone(application.status);
  const problem = specProblem(application.spec, context);
  const types = ['InvalidSpecError', 'ComparisonError'];
  if (problem) {
    const condition = { type: 'InvalidSpecError', message: problem };
    setConditions(application, types, [condition], context.now);
    record.target = undefined;
  } else {
    const state = await readTarget(record, context);
    record.target = state?.manifests;
    if (state) writeRevision(record, state);
  }
  writeComparison(record, context);
  const { status } = application;
  const last = Date.parse(before.reconciledAt ?? '') || 0;
  const isDue = context.now.getTime() - last >= context.timings.resync;
  const isNew =
    status.sync.status !== before.sync.status ||
    status.sync.revision !== before.sync.revision;
  if (!isNew && !isDue && !context.refresh) return false;
  status.reconciledAt = timeOf(context.now);
  return true;
}

async function readTarget(
  { application }: ApplicationRecord,
  { targets, now }: Reconciling,
): Promise<TargetState | undefined> {
  const types = ['InvalidSpecError', 'ComparisonError'];
  try {
    const state = await targets.read(application);
    setConditions(application, types, [], now);
    return state;
  } catch (error) {
    const message = `Failed to load target state: failed to generate manifest for source 1 of ${
      sourcesOf(application.spec).length
    }: ${(error as Error).message.trim()}`;
    const condition = { type: 'ComparisonError', message };
    setConditions(application, types, [condition], now);
    writeWanted(application);
    return undefined;
  }
}

/** What cannot be resolved is told as it was asked for. */
function writeWanted({ spec, status }: Application) {
  const wanted = sourcesOf(spec).map(
    ({ targetRevision = '' }) => targetRevision,
  );
  if (spec.sources?.length) status.sync.revisions = wanted;
  else status.sync.revision = wanted[0];
}

function writeRevision({ application }: ApplicationRecord, state: TargetState) {
  const { spec, status } = application;
  const [revision] = state.revisions;
  const [type] = state.types;
  if (spec.sources?.length) {
    status.sync = { ...status.sync, revisions: state.revisions };
    status.sourceTypes = state.types;
    delete status.sync.revision;
    delete status.sourceType;
  } else {
    status.sync = { ...status.sync, revision };
    status.sourceType = type;
    delete status.sync.revisions;
    delete status.sourceTypes;
  }
}

function writeComparison(record: ApplicationRecord, context: Reconciling) {
  const { application, live, target } = record;
  const { status, spec } = application;
  const { now, timings } = context;
  const resources = describeResources(record, target, now, timings.rollout);
  status.resources = resources;
  status.sync.status = target ? syncCodeOf(resources) : 'Unknown';
  status.sync.comparedTo = {
    ...(spec.sources?.length
      ? { source: NO_SOURCE, sources: spec.sources }
      : { source: spec.source }),
    destination: spec.destination,
  };
  writeHealth(status, applicationHealth(record, resources), now);
  status.resourceHealthSource = 'appTree';
  const images = summedImages(live, now, timings.rollout);
  status.summary = images.length > 0 ? { images } : {};
  status.controllerNamespace = 'argocd';
}

function applicationHealth(
  { live, target }: ApplicationRecord,
  resources: ResourceStatus[],
): HealthCode {
  if (!target && live.length === 0) return 'Unknown';
  // One that is missing makes it OutOfSync, and no more.
  return live.length === 0 && resources.length > 0
    ? 'Missing'
    : worstHealth(resources);
}

function writeHealth(
  status: ApplicationStatus,
  health: ApplicationStatus['health']['status'],
  now: Date,
) {
  if (status.health.status === health) return;
  status.health = { status: health, lastTransitionTime: timeOf(now) };
}
