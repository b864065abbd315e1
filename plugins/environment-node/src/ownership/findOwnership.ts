import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import { ApplicationMatcher } from './ApplicationMatcher';
import type { ClaimedApplication } from './ClaimedApplication';
import type { ClaimingService } from './ClaimingService';
import { doubtOfName, nameTheOwner } from './doubtOfName';
import { explainOtherOwner } from './explainOtherOwner';
import { nameOf } from './explainClaims';
import { placeOf, type Place } from './Place';
import { NAMESPACE_LABEL, SERVICE_LABEL } from './placeLabels';

/** Whose an application is. */
export interface ApplicationOwnership {
  /** Entity reference of who owns the service that has it; absent while nobody is known to. */
  owner?: string;
  /** Entity reference of the service that has it; absent when it is nobody's. */
  service?: string;
  /** Names of the environments in which it is the service's. */
  environments: string[];
  /** Why it is nobody's, and what to do; absent with an owner. */
  problem?: string;
  /** Services that claim it, rightly or not: their pages tell of it. */
  claimants: string[];
  /** Whose the Argo CD project is by the environments; nobody's when empty. */
  projectOwners: string[];
}

/**
 * Holds what components and environments say of an application against each other. One that is in no
 * environment, such as a preview, is its service's by the label alone.
 *
 * @param services - all that could claim it
 */
export function findOwnership(
  application: ClaimedApplication,
  services: ClaimingService[],
  environments: EnvironmentEntityV1alpha1[],
): ApplicationOwnership {
  const byRef = new Map(services.map(service => [service.ref, service]));
  const places = environments
    .map(placeOf)
    .filter(({ instance }) => !instance || instance === application.instance);
  const projectOwners = ownersOfProject(application, places);
  const matcher = new ApplicationMatcher(services, environments);
  const claims = matcher.match(application);
  const claimants = [...new Set(claims.map(({ service }) => service))];
  const confirmed = claims.filter(({ standing }) => standing === 'confirmed');
  const rest = {
    claimants,
    projectOwners,
    environments: confirmed.map(({ environment }) => environment),
  };
  const [holder] = confirmed;
  if (holder) return belongingTo(byRef.get(holder.service)!, rest);
  if (claims.length > 0) {
    const problems = new Set(claims.map(({ problem }) => problem));
    return { ...rest, problem: [...problems].join('. ') };
  }
  return byLabelAlone(application, byRef, places, rest);
}

type Rest = Pick<
  ApplicationOwnership,
  'claimants' | 'projectOwners' | 'environments'
>;

function belongingTo(
  { ref, owner }: ClaimingService,
  { claimants, projectOwners, environments }: Rest,
): ApplicationOwnership {
  const problem = `it belongs to ${ref}, which has no owner in the catalog. Write spec.owner into its catalog-info.yaml`;
  return {
    service: ref,
    ...(owner ? { owner } : { problem }),
    claimants,
    projectOwners,
    environments,
  };
}

function byLabelAlone(
  application: ClaimedApplication,
  byRef: Map<string, ClaimingService>,
  places: Place[],
  { projectOwners, environments }: Rest,
): ApplicationOwnership {
  const ref = labelledService(application);
  const service = ref === undefined ? undefined : byRef.get(ref);
  const claimants = service ? [service.ref] : [];
  const rest = { claimants, projectOwners, environments };
  if (!service) return { ...rest, problem: explainNobody(application, ref) };
  const problem =
    otherOwner(service, application, projectOwners) ??
    explainName(service, application, places);
  return problem === undefined
    ? belongingTo(service, rest)
    : { ...rest, problem };
}

function otherOwner(
  service: ClaimingService,
  { project = '' }: ClaimedApplication,
  owners: string[],
): string | undefined {
  return owners.length === 0 || owners.includes(service.owner ?? '')
    ? undefined
    : explainOtherOwner(service, project, owners);
}

function explainName(
  service: ClaimingService,
  application: ClaimedApplication,
  places: Place[],
): string | undefined {
  const doubt = doubtOfName(service, application, places);
  return doubt && `${doubt}. ${nameTheOwner(service, application)}`;
}

/** The service that the labels of an application name, as an entity reference. */
export function labelledService({
  labels,
}: Pick<ClaimedApplication, 'labels'>): string | undefined {
  const name = labels[SERVICE_LABEL];
  if (!name) return undefined;
  const namespace = labels[NAMESPACE_LABEL] ?? DEFAULT_NAMESPACE;
  return stringifyEntityRef({ kind: 'component', namespace, name });
}

function explainNobody(
  application: ClaimedApplication,
  ref: string | undefined,
): string {
  return ref === undefined
    ? `nothing says whose ${nameOf(
        application,
      )} is. Label it with ${SERVICE_LABEL}, or name it in spec.argocd.applications of its environment`
    : `its label ${SERVICE_LABEL} names ${ref}, which is not in the catalog. Register that, or change the label`;
}

function ownersOfProject(
  { project = '' }: ClaimedApplication,
  places: Place[],
): string[] {
  const owners = places.flatMap(place => place.projects.get(project) ?? []);
  return [...new Set(owners)];
}
