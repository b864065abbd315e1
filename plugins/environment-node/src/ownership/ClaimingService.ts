import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  APPLICATION_NAME,
  APPLICATION_SELECTOR,
  KNOWN_ANNOTATIONS,
} from './annotations';

/** What of a component says which applications are its own. */
export interface ClaimingService {
  /** Entity reference. */
  ref: string;
  name: string;
  /** Entity reference; absent when nobody is known to own it. */
  owner?: string;
  /** Those by which its applications, image and source are found. */
  annotations: Record<string, string>;
  /** It is a service by itself; another component is one when it is deployed. */
  listed: boolean;
  /** Why it may not be who the platform's side means by its name; see {@link doubtOf}. */
  doubt?: string;
}

export function toClaimingService(entity: Entity): ClaimingService {
  const { metadata, spec } = entity;
  const said = metadata.annotations ?? {};
  return {
    ref: stringifyEntityRef(entity),
    name: metadata.name,
    owner: readRef(spec?.owner, 'group', metadata.namespace),
    annotations: Object.fromEntries(
      KNOWN_ANNOTATIONS.flatMap(name => {
        const value = said[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    listed:
      spec?.type === 'service' ||
      APPLICATION_NAME in said ||
      APPLICATION_SELECTOR in said,
  };
}

/** A reference as a field of an entity writes it; undefined when it is none. */
export function readRef(
  value: unknown,
  defaultKind: string,
  defaultNamespace = DEFAULT_NAMESPACE,
): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace }),
    );
  } catch {
    // The catalog takes any text for it; then nobody is known to own the service.
    return undefined;
  }
}
