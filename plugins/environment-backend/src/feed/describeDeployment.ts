import type { Health } from '@towpath/plugin-environment-common';
import { nameOf } from '@towpath/plugin-environment-node';
import type { CatalogService } from '../catalog/ServiceCatalog';
import type { ApplicationFacts } from './ApplicationFacts';
import type { DeploymentRow } from './DeploymentRow';
import { serviceHealth } from './running/serviceHealth';
import { chooseRunning, isSameImage } from './running/chooseRunning';
import type { ImageFound } from './running/RunningImage';
import { whyNoVersion } from './running/whyNoVersion';
import type { WorkloadFound } from './running/Workload';

/**
 * What of a service is in an environment, from the applications that belong there and what was known
 * before. `now` stands in for times that Argo CD does not tell.
 */
export function describeDeployment(options: {
  service: CatalogService;
  environment: string;
  /** At least one. */
  applications: ApplicationFacts[];
  /** Why nothing confirms that the application belongs there. */
  doubt?: string;
  before?: DeploymentRow;
  /** Which image it is; absent until it was looked for. */
  found?: ImageFound;
  /** What was found out of an application that is not healthy. */
  workload?: { image: string; health: Health; found?: WorkloadFound };
  now: Date;
}): DeploymentRow {
  const { service, environment, applications, doubt, before, found, now } =
    options;
  const place = { service: service.ref, environment };
  if (applications.length > 1) {
    const problem = explainSeveral(environment, applications);
    return { ...place, ...describeAmbiguity(problem, before) };
  }
  const [facts] = applications;
  const choice = chooseRunning(service, facts, before, found);
  const image = 'image' in choice ? choice.image : null;
  const notUnderstood = [
    ...(facts.notUnderstood ?? []),
    ...(found?.notUnderstood ?? []),
  ];
  const missing =
    'problem' in choice
      ? whyNoVersion(choice.problem, facts, found, notUnderstood)
      : undefined;
  const { workload } = options;
  const isAbout =
    workload?.health === facts.health && isSameImage(workload.image, image);
  const health = serviceHealth(
    image,
    facts,
    before,
    isAbout ? workload.found : undefined,
  );
  const deployedAt = image ? arrivalOf(image, facts, before, now) : null;
  return {
    ...place,
    state: doubt ? 'unconfirmed' : 'deployed',
    problem: doubt ?? missing?.problem ?? null,
    empty: missing?.empty ?? false,
    unasked: missing?.unasked ?? found?.unasked ?? null,
    not_understood: notUnderstood.length > 0 ? notUnderstood : null,
    instance: facts.instance,
    application: facts.name,
    application_namespace: facts.namespace || null,
    project: facts.project ?? null,
    version: 'version' in choice ? choice.version : null,
    image,
    health: health.health,
    health_message: health.health_message,
    beside: health.beside,
    sync: facts.sync,
    auto_sync: facts.autoSync,
    revision: facts.revision ?? null,
    deployed_at: deployedAt,
    healthy_since:
      deployedAt &&
      healthySince(
        image,
        { ...facts, health: health.health ?? 'Unknown' },
        deployedAt,
        before,
        now,
      ),
    operation: facts.operation ?? null,
    sources: facts.sources,
    images: choice.images,
  };
}

/**
 * What is known of a deployment that came earlier than was known. Since when it is healthy follows
 * anew, when health did not change since: it was taken for the time of its arrival.
 */
export function withArrival(row: DeploymentRow, at: Date): DeploymentRow {
  if (!row.deployed_at || at >= row.deployed_at) return row;
  const wasSame = Number(row.healthy_since) === Number(row.deployed_at);
  return {
    ...row,
    deployed_at: at,
    healthy_since: wasSame ? at : row.healthy_since,
  };
}

/** No application is known to belong there; `problem` says why, and what to do. */
export function describeAmbiguity(
  problem: string,
  before?: DeploymentRow,
): Omit<DeploymentRow, 'service' | 'environment'> {
  return {
    state: 'ambiguous',
    problem,
    empty: false,
    unasked: null,
    not_understood: null,
    instance: null,
    application: null,
    application_namespace: null,
    project: null,
    version: null,
    health: null,
    health_message: null,
    beside: null,
    sync: null,
    auto_sync: null,
    revision: null,
    healthy_since: null,
    operation: null,
    sources: null,
    // What is known of the version comes back with the one that stays.
    image: before?.image ?? null,
    deployed_at: before?.deployed_at ?? null,
    images: before?.images ?? null,
  };
}

function explainSeveral(
  environment: string,
  applications: ApplicationFacts[],
): string {
  const names = applications.map(nameOf).sort().join(' and ');
  return `Several applications belong to ${environment}: ${names}. Keep the labels towpath.dev/service and towpath.dev/environment on one of them`;
}

function arrivalOf(
  image: string,
  { finishedAt, createdAt }: ApplicationFacts,
  before: DeploymentRow | undefined,
  now: Date,
): Date {
  const finished = finishedAt ? new Date(finishedAt) : undefined;
  if (!before?.image || !before.deployed_at) {
    return finished ?? (createdAt ? new Date(createdAt) : now);
  }
  if (isSameImage(before.image, image)) return before.deployed_at;
  // The operation that ended last may be the one that brought the version before.
  return finished && finished > before.deployed_at ? finished : now;
}

function healthySince(
  image: string | null,
  { health, healthChangedAt }: ApplicationFacts,
  deployedAt: Date,
  before: DeploymentRow | undefined,
  now: Date,
): Date | null {
  if (health !== 'Healthy') return null;
  const changed = healthChangedAt ? new Date(healthChangedAt) : undefined;
  const isSame = before !== undefined && isSameImage(before.image, image);
  if (isSame && before.healthy_since) {
    // A break that nobody saw, as while Argo CD could not be reached, shows in when health changed.
    return changed && changed > before.healthy_since
      ? changed
      : before.healthy_since;
  }
  if (changed) return changed > deployedAt ? changed : deployedAt;
  // It became healthy while it was watched, or was so when it was seen first.
  return isSame ? now : deployedAt;
}
