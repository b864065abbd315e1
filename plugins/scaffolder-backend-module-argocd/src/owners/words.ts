import { NotAllowedError } from '@backstage/errors';
import type { ApplicationOwnership } from '@towpath/plugin-environment-node';

const PLATFORM = 'platform engineers alone may do this';

/** @param what - such as `application "shop-prod" at Argo CD "main"` */
export function refuseApplication(
  what: string,
  { owner, service, problem }: ApplicationOwnership,
  actorRef: string,
  wayOut = '',
): NotAllowedError {
  return new NotAllowedError(
    owner
      ? `The ${what} belongs to ${owner}, as an application of ${service}, and ${actorRef} is not of it. ${wayOut}`
      : `The ${what} is nobody’s that the portal knows of, so that ${PLATFORM}: ${problem}`,
  );
}

/** @param titles - of gates that a promotion would have to pass */
export function refuseGated(
  what: string,
  environment: string,
  titles: string[],
): NotAllowedError {
  return new NotAllowedError(
    `The ${what} is in the environment ${environment}, where a version passes: ${titles.join(
      ', ',
    )}. This step would go past them. Promote the version, or roll the promotion back, on the page of the service or by environment:promote; ${PLATFORM} without`,
  );
}

/** @param folder - what is in the way, such as `the folder of component:default/shop` */
export function refuseFolder(
  what: string,
  folder: string,
  actorRef: string,
): NotAllowedError {
  return new NotAllowedError(
    `The ${what} would be deployed from ${folder}, and ${actorRef} is not of its owner. Choose a folder of your own, or ask them to create it`,
  );
}

export function refuseService(
  what: string,
  { ref, owner }: { ref: string; owner?: string },
  actorRef: string,
): NotAllowedError {
  const whose = owner
    ? `which belongs to ${owner}, and ${actorRef} is not of it. Ask them to create it`
    : `which has no owner in the catalog, so that ${PLATFORM}`;
  return new NotAllowedError(
    `The ${what} would be an application of ${ref}, ${whose}, or name a service of your own. Where the template has just made the component, retry that run: a new one is not known to have made it`,
  );
}

export function refuseProject(
  what: string,
  project: string,
  owners: string[],
  actorRef: string,
): NotAllowedError {
  return new NotAllowedError(
    `The ${what} would be in the project ${project}, whose applications are for services of ${owners.join(
      ' or ',
    )}, and ${actorRef} is not of it. Choose another project, or ask them`,
  );
}
