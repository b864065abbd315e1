import type { PlannedResource } from '@towpath/plugin-score-common';
import { whyInUse } from '../database/UseStore';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { Look } from './Look';
import { planRelease } from './planUse';
import { presentBringer } from './presentBringer';

/**
 * What becomes of all that a service asks for no more: its own, and what it uses of others.
 *
 * @param options.wanted - ids of what it goes on asking for, under whichever name.
 */
export function planUnused(
  { records, uses }: Pick<Look, 'records' | 'uses'>,
  options: { wanted: Set<string>; keepsUnused: boolean },
): PlannedResource[] {
  const { wanted, keepsUnused } = options;
  const unused = records.filter(({ id }) => !wanted.has(id));
  const stays = (one: ResourceRecord) => whyItStays(one, unused);
  return [
    ...inRemovalOrder(unused).map(one =>
      keepsUnused ? planKeeping(one) : planRemoval(one, stays(one)),
    ),
    ...uses
      .filter(({ record }) => !wanted.has(record.id))
      .map(({ record, use }) => planRelease(record, use, { keepsUnused })),
  ];
}

/** Whether doing it would change anything. */
export function changesAny(resources: PlannedResource[]): boolean {
  return resources.some(
    ({ action }) => action !== 'none' && action !== 'retain',
  );
}

/** Why nothing of it is done: it would take away, or make anew, what other services use. */
export function whyUsersKeep(
  { users }: Pick<Look, 'users'>,
  resources: PlannedResource[],
): string | undefined {
  const problems = resources
    .filter(({ action }) => action === 'delete' || action === 'replace')
    .flatMap(({ id, name }) => {
      const problem = whyInUse(users.get(id) ?? []);
      return problem ? [`${name} stays: ${problem}`] : [];
    });
  return problems.length > 0 ? problems.join('. ') : undefined;
}

/** What takes from another one goes before that. */
function inRemovalOrder(records: ResourceRecord[]): ResourceRecord[] {
  const ordered = new Set<ResourceRecord>();
  const seen = new Set<ResourceRecord>();
  const add = (record: ResourceRecord) => {
    if (seen.has(record)) return;
    seen.add(record);
    records.filter(({ needs }) => needs.includes(record.uid)).forEach(add);
    ordered.add(record);
  };
  records.forEach(add);
  return [...ordered];
}

/** What came with something that stays does so too. */
function whyItStays(
  { onRemoval, definition, broughtBy }: ResourceRecord,
  unused: ResourceRecord[],
): string | undefined {
  if (onRemoval === 'retain') {
    return `It stays: the definition ${definition} has it retained`;
  }
  const bringer = unused.find(({ uid }) => uid === broughtBy);
  return bringer && whyItStays(bringer, unused)
    ? `It stays, as ${bringer.name} does, which it came with`
    : undefined;
}

/** What becomes of a resource that is to go. */
function planRemoval(record: ResourceRecord, stays?: string): PlannedResource {
  const { id, uid, type, name, definition, driver } = record;
  return {
    ...{ id, uid, type, class: record.class, name, definition, driver },
    action: stays ? 'retain' : 'delete',
    broughtBy: presentBringer(record),
    holdsData: record.holdsData,
    changes: [],
    notes: stays ? [stays] : notesOf(record),
    cost: stays ? record.cost : undefined,
  };
}

/** The same where it is not to go now, whatever the definition says. */
function planKeeping(record: ResourceRecord): PlannedResource {
  return {
    ...planRemoval(record),
    action: 'retain',
    notes: ['It is no longer asked for: remove it from the Resources tab'],
    cost: record.cost,
  };
}

function notesOf({ holdsData }: ResourceRecord): string[] {
  return holdsData ? ['It holds data: a final copy is kept for a time'] : [];
}
