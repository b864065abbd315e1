import type { PlannedResource } from '@towpath/plugin-score-common';
import type { ResourceRecord } from '../model/ResourceRecord';

/** What becomes of a resource that the workload asks for no more. */
export function planRemoval(record: ResourceRecord): PlannedResource {
  const { id, uid, type, name, definition, driver, onRemoval } = record;
  const isKept = onRemoval === 'retain';
  return {
    ...{ id, uid, type, class: record.class, name, definition, driver },
    action: isKept ? 'retain' : 'delete',
    holdsData: record.holdsData,
    changes: [],
    notes: notesOf(record),
    cost: isKept ? record.cost : undefined,
  };
}

/** The same where it is not to go now, whatever the definition says. */
export function planKeeping(record: ResourceRecord): PlannedResource {
  return {
    ...planRemoval(record),
    action: 'retain',
    notes: ['It is no longer asked for: remove it from the Resources tab'],
    cost: record.cost,
  };
}

function notesOf({
  onRemoval,
  holdsData,
  definition,
}: ResourceRecord): string[] {
  if (onRemoval === 'retain') {
    return [`It stays: the definition ${definition} has it retained`];
  }
  return holdsData ? ['It holds data: a final copy is kept for a time'] : [];
}
