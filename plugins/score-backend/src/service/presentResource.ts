import type { Resource } from '@towpath/plugin-score-common';
import type { ResourceRecord } from '../model/ResourceRecord';

/** A resource as the API answers it: without what only its driver reads, and without secrets. */
export function presentResource(
  record: ResourceRecord,
  secrets: string[] = [],
): Resource {
  const { id, service, owner, environment, uid, type, name } = record;
  const { definition, driver, status, message, outputs, cost, run } = record;
  return {
    ...{
      id,
      service,
      owner,
      environment,
      uid,
      type,
      class: record.class,
      name,
    },
    ...{ definition, driver, status, message, outputs, secrets, cost, run },
    keptUntil: record.keptUntil?.toISOString(),
    restore: record.restore,
    updatedAt: record.updatedAt.toISOString(),
  };
}
