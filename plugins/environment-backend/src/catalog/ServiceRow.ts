import type { Entity } from '@backstage/catalog-model';
import { readRef, toClaimingService } from '@towpath/plugin-environment-node';
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
  const { ref, name, owner, annotations, listed } = toClaimingService(entity);
  return {
    ref,
    name,
    title: metadata.title ?? null,
    description: metadata.description ?? null,
    owner: owner ?? null,
    system: readRef(spec?.system, 'system', metadata.namespace) ?? null,
    annotations,
    listed,
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
    listed: row.listed,
  };
}
