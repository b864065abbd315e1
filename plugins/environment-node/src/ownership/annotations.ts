/** Names one application of the service, that of one environment. */
export const APPLICATION_NAME = 'argocd/app-name';

/** A label selector of the applications of the service. */
export const APPLICATION_SELECTOR = 'argocd/app-selector';

/** The repository of the image that is the service, without tag or digest. */
export const IMAGE = 'towpath.dev/image';

/** Where the source of the service is, as the catalog writes it. */
export const SOURCE_LOCATION = 'backstage.io/source-location';

/** Where the entity came from; its source is usually beside it. */
export const MANAGED_BY_LOCATION = 'backstage.io/managed-by-location';

/** The annotations of a component that this plugin reads. */
export const KNOWN_ANNOTATIONS = [
  APPLICATION_NAME,
  APPLICATION_SELECTOR,
  IMAGE,
  SOURCE_LOCATION,
  MANAGED_BY_LOCATION,
] as const;
