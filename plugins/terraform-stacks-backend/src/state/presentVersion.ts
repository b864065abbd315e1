import type { StateVersion } from '@towpath/plugin-terraform-stacks-common';
import type { StateVersionRow } from './StateStore';

/** A version as the API tells it. */
export function presentVersion(row: StateVersionRow): StateVersion {
  const { id, serial, lineage, at, by, run, reason, size, resources } = row;
  return {
    ...{ id, serial, lineage, at: at.toISOString(), by, size },
    ...(run !== null && { run }),
    ...(reason !== null && { reason }),
    ...(resources !== null && { resources }),
    ...(row.terraform_version && { terraformVersion: row.terraform_version }),
    readable: row.unreadable === null,
  };
}
