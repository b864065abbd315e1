import type { EnvironmentEntityV1alpha1 } from '@towpath/plugin-environment-common';
import type { CatalogService } from '../../catalog/ServiceCatalog';
import type { ApplicationFacts } from '../ApplicationFacts';

/** Which image of an application is the service, to be found out outside of this process. */
export interface ImageQuestion {
  /** Reference of the service in the environment. */
  key: string;
  service: CatalogService;
  environment: EnvironmentEntityV1alpha1;
  facts: ApplicationFacts;
  /** Repository of the image that was known before. */
  repository?: string;
  /** All that the answer depends on: while it is the same, so is the answer. */
  basis: string;
}

/** What is said until there is an answer. */
export const NO_ANSWER = 'Which image it is has not been answered yet';

/**
 * What Git and the manifests say: the whole reference of an `image`; `none` of the images is the service;
 * there is `nothing` of the application in the cluster; or only `pods` tell, if they do, and `named` is how
 * Git spells the repository.
 */
export type ImageFound = (
  | { is: 'image'; image: string }
  | { is: 'none'; images: string[] }
  | { is: 'nothing' }
  | { is: 'pods'; named?: string }
) & {
  /** What of Git the portal does not know. */
  notUnderstood?: string[];
  /** What could not be asked, or may not be, in words. */
  unasked?: string;
};

/** See {@link ImageQuestion.basis}. */
export function basisOf({
  service,
  environment,
  facts,
}: Omit<ImageQuestion, 'basis' | 'key' | 'repository'>): string {
  const { instance, namespace, name, sync, revision, sources } = facts;
  return JSON.stringify([
    service.annotations,
    environment.spec.delivery,
    [instance, namespace, name, sync, revision],
    sources,
    facts.overrides,
    facts.images,
  ]);
}
