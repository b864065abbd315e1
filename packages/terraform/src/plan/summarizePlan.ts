import type { PlanAction } from '../events/types';
import type { PlanProjection, ResourceChange } from './types';

/** How many resources of each kind of change; a replacement is one replacement. */
export type PlanSummary = Record<Exclude<PlanAction, 'none'>, number> & {
  /** What somebody changed outside of Terraform. */
  drift: number;
  /** Outputs that change. */
  outputs: number;
  /** Whether nothing at all would happen. */
  empty: boolean;
};

export function summarizePlan(plan: PlanProjection): PlanSummary {
  const count = (action: PlanAction) =>
    plan.resources.filter(one => one.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    read: count('read'),
    move: plan.resources.filter(one => one.movedFrom !== undefined).length,
    import: plan.resources.filter(one => one.importedAs !== undefined).length,
    forget: count('forget'),
    drift: plan.drift.length,
    outputs: plan.outputs.length,
    empty: plan.resources.length + plan.outputs.length === 0,
  };
}

const WORDS: [Exclude<PlanAction, 'none'>, string][] = [
  ['create', 'to create'],
  ['update', 'to change'],
  ['replace', 'to replace'],
  ['delete', 'to delete'],
  ['read', 'to read'],
  ['import', 'to import'],
  ['move', 'to move'],
  ['forget', 'to forget'],
];

/** `2 to create, 1 to replace`. */
export function describeSummary(summary: PlanSummary): string {
  if (summary.empty) return 'No changes: everything is as the module says';
  const parts = WORDS.filter(([action]) => summary[action] > 0).map(
    ([action, words]) => `${summary[action]} ${words}`,
  );
  return parts.length > 0
    ? parts.join(', ')
    : `${summary.outputs} ${
        summary.outputs === 1 ? 'output' : 'outputs'
      } to change`;
}

export type ChangeGroup = {
  action: Exclude<PlanAction, 'none'>;
  title: string;
  resources: ResourceChange[];
};

// What destroys comes first: it is what a person has to see.
const GROUPS: [Exclude<PlanAction, 'none'>, string][] = [
  ['delete', 'Delete'],
  ['replace', 'Replace'],
  ['update', 'Change'],
  ['create', 'Create'],
  ['import', 'Import'],
  ['move', 'Move'],
  ['forget', 'Forget'],
  ['read', 'Read'],
];

/** The resources of a plan by what happens to them, the dangerous first; no group is empty. */
export function groupChanges(plan: PlanProjection): ChangeGroup[] {
  return GROUPS.map(([action, title]) => ({
    action,
    title,
    resources: plan.resources.filter(one => one.action === action),
  })).filter(({ resources }) => resources.length > 0);
}
