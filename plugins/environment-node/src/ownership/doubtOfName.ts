import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';
import type { ClaimedApplication } from './ClaimedApplication';
import { readRef, type ClaimingService } from './ClaimingService';
import type { Place } from './Place';
import { OWNER_LABEL } from './placeLabels';

/**
 * Why a service that the platform's side names may not be the one that it means. Where it also says whose
 * the service is, by the label of the application or by the owners of its project, that decides.
 */
export function doubtOfName(
  { owner, doubt }: ClaimingService,
  { labels, project = '' }: ClaimedApplication,
  places: Place[],
): string | undefined {
  const label = labels[OWNER_LABEL];
  const said = label && (readRef(label, 'group') ?? label);
  if (said && said !== owner) {
    return `its label ${OWNER_LABEL} says that the service is of ${said}, and it is of ${
      owner ?? 'nobody'
    }`;
  }
  const isSaid =
    Boolean(said) ||
    places.some(place => place.projects.get(project)?.includes(owner ?? ''));
  return isSaid ? undefined : doubt;
}

/** What to write where a service is the one that is meant. */
export function nameTheOwner(
  { ref, owner }: ClaimingService,
  { project = 'default' }: ClaimedApplication,
  environment = 'of the application',
): string {
  if (!owner) return `Write spec.owner into the catalog-info.yaml of ${ref}`;
  const { kind, namespace, name } = parseEntityRef(owner);
  const isLabel = kind === 'group' && namespace === DEFAULT_NAMESPACE;
  const inProject = `give its project ${project} to ${owner} in spec.argocd.projects of the environment ${environment}`;
  return `If ${ref} is meant, ${
    isLabel
      ? `label the application with ${OWNER_LABEL}: ${name}, or ${inProject}`
      : inProject
  }. If not, take it out of the catalog`;
}
