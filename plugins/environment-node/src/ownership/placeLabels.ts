/** Labels of an application by which the platform's side says whose it is. */
export const SERVICE_LABEL = 'towpath.dev/service';
/** The namespace of the entity, when it is another than `default`. */
export const NAMESPACE_LABEL = 'towpath.dev/namespace';
/** Name of the group in `default` that owns the service. */
export const OWNER_LABEL = 'towpath.dev/owner';
export const ENVIRONMENT_LABEL = 'towpath.dev/environment';
