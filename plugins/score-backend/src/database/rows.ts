import { toColumns } from '@towpath/backend-kit';
import type { ResourceRecord } from '../model/ResourceRecord';

/** A row of the table `resources`. */
export interface ResourceRow {
  id: string;
  service: string;
  owner: string | null;
  environment: string;
  uid: string;
  type: string;
  class: string;
  name: string;
  by_id: boolean;
  brought_by: string | null;
  needs: string[];
  names: ResourceRecord['names'] | null;
  former: ResourceRecord['former'];
  imported: ResourceRecord['imported'] | null;
  definition: string;
  driver: string;
  holds_data: boolean;
  on_removal: ResourceRecord['onRemoval'];
  status: ResourceRecord['status'];
  message: string | null;
  request: ResourceRecord['request'];
  state: ResourceRecord['state'] | null;
  outputs: ResourceRecord['outputs'];
  manifests: ResourceRecord['manifests'];
  kept: ResourceRecord['kept'] | null;
  restore: string | null;
  kept_until: Date | null;
  cost_amount: number | null;
  cost_currency: string | null;
  run: string | null;
  updated_at: Date;
  look_at: Date;
}

export function toRecord(row: ResourceRow): ResourceRecord {
  const { id, service, environment, uid, type, name } = row;
  const { definition, driver, status, request, outputs, manifests } = row;
  return {
    ...{ id, service, environment, uid, type, class: row.class, name },
    ...{ definition, driver, status, request, outputs, manifests },
    owner: row.owner ?? undefined,
    byId: row.by_id,
    broughtBy: row.brought_by ?? undefined,
    needs: row.needs,
    names: row.names ?? undefined,
    former: row.former,
    imported: row.imported ?? undefined,
    holdsData: row.holds_data,
    onRemoval: row.on_removal,
    message: row.message ?? undefined,
    state: row.state ?? undefined,
    kept: row.kept ?? undefined,
    restore: row.restore ?? undefined,
    keptUntil: row.kept_until ?? undefined,
    cost:
      row.cost_amount === null
        ? undefined
        : { amount: row.cost_amount, currency: row.cost_currency ?? '' },
    run: row.run ?? undefined,
    updatedAt: row.updated_at,
  };
}

export function toRow(record: ResourceRecord): object {
  const { byId, broughtBy, holdsData, onRemoval, ...rest } = record;
  const { keptUntil, cost, updatedAt, ...same } = rest;
  return toColumns({
    ...{ owner: null, message: null, state: null, kept: null, restore: null },
    ...{ run: null, names: null, imported: null, ...same },
    by_id: byId,
    brought_by: broughtBy ?? null,
    holds_data: holdsData,
    on_removal: onRemoval,
    kept_until: keptUntil ?? null,
    cost_amount: cost?.amount ?? null,
    cost_currency: cost?.currency ?? null,
    updated_at: updatedAt,
    // What a run has changed is looked at soon.
    look_at: updatedAt,
  });
}
