import type { InstanceStatus } from '@towpath/plugin-environment-common';
import type { InstanceRow } from '../feed/InstanceRow';

export function toInstanceStatus(row: InstanceRow): InstanceStatus {
  return {
    name: row.name,
    url: row.url ?? undefined,
    ok: row.ok,
    message: row.message ?? undefined,
    since: row.since.toISOString(),
    syncedAt: row.synced_at?.toISOString(),
    applications: row.applications,
  };
}
