import type { ClaimingService } from './ClaimingService';

/** Why an application of a project that is for others is not the service's. */
export function explainOtherOwner(
  { owner }: Pick<ClaimingService, 'owner'>,
  project: string,
  owners: string[],
): string {
  return `it is in the project ${project}, whose applications are for services of ${owners.join(
    ' or ',
  )}, and the service is of ${owner ?? 'nobody'}`;
}
