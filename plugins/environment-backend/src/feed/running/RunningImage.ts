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

/** What Git and the manifests say. */
export type ImageFound =
  /** Whole reference. */
  | { is: 'image'; image: string }
  /** The manifests were read, and none of their images is the service. */
  | { is: 'none'; images: string[] }
  /** Only pods tell, if they do. `named` is how Git spells the repository. */
  | { is: 'pods'; named?: string };

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
