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
import type { CatalogService } from './ServiceCatalog';

/** A row of the table `services`. */
export interface ServiceRow {
  ref: string;
  name: string;
  title: string | null;
  description: string | null;
  owner: string | null;
  system: string | null;
  annotations: Record<string, string>;
  /** It is a service by itself; another component is one when it is deployed. */
  listed: boolean;
}

export function toServiceRow(entity: Entity): ServiceRow {
  const { metadata, spec } = entity;
  const annotations = Object.fromEntries(
    KNOWN_ANNOTATIONS.flatMap(name => {
      const value = metadata.annotations?.[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    ref: stringifyEntityRef(entity),
    name: metadata.name,
    title: metadata.title ?? null,
    description: metadata.description ?? null,
    owner: toRef(spec?.owner, 'group', metadata.namespace),
    system: toRef(spec?.system, 'system', metadata.namespace),
    annotations,
    listed:
      spec?.type === 'service' ||
      APPLICATION_NAME in annotations ||
      APPLICATION_SELECTOR in annotations,
  };
}

export function toCatalogService(row: ServiceRow): CatalogService {
  return {
    ref: row.ref,
    name: row.name,
    title: row.title ?? undefined,
    description: row.description ?? undefined,
    owner: row.owner ?? undefined,
    system: row.system ?? undefined,
    annotations: row.annotations,
  };
}

function toRef(
  value: unknown,
  defaultKind: string,
  defaultNamespace = DEFAULT_NAMESPACE,
): string | null {
  if (typeof value !== 'string' || value === '') return null;
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace }),
    );
  } catch {
    // The catalog takes any text for it; then nobody is known to own the service.
    return null;
  }
}
