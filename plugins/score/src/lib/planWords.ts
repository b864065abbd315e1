import type {
  FileChange,
  ObjectChange,
  Plan,
  PlannedResource,
} from '@towpath/plugin-score-common';

type Action = PlannedResource['action'];

/** What becomes of a resource. What is lost comes first, what stays as it is last. */
export const ACTION_WORDS: Record<Action, string> = {
  delete: 'deleted',
  replace: 'replaced',
  create: 'created',
  update: 'changed',
  retain: 'left in place, unused',
  none: 'unchanged',
};

const ORDER = Object.keys(ACTION_WORDS) as Action[];

/** Resources of a plan, those of which most is lost first. */
export function byWeight(resources: PlannedResource[]): PlannedResource[] {
  return [...resources].sort(
    (a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action),
  );
}

const counted = (count: number, one: string) =>
  `${count} ${count === 1 ? one : `${one}s`}`;

/** Resources by what becomes of them: "1 resource deleted, 2 created". */
export function countResources(resources: PlannedResource[]): string {
  const counts = ORDER.flatMap(action => {
    const count = resources.filter(one => one.action === action).length;
    return count === 0 ? [] : [{ count, words: ACTION_WORDS[action] }];
  });
  if (counts.length === 0) return 'no resources';
  return counts
    .map(({ count, words }, at) =>
      at === 0 ? `${counted(count, 'resource')} ${words}` : `${count} ${words}`,
    )
    .join(', ');
}

/** "3 files written". */
export const countFiles = (files: FileChange[]): string =>
  `${counted(files.length, 'file')} in Git`;

/** "3 objects change". */
export const countObjects = (objects: ObjectChange[]): string =>
  objects.length === 1
    ? '1 object changes'
    : `${objects.length} objects change`;

/** Why a plan cannot be done as it is shown; undefined when it can. */
export function whyNotProvision(plan: Plan, now: number): string | undefined {
  if (plan.whyNot) return plan.whyNot;
  if (!plan.source) {
    return 'This text is in no repository, so it can be looked at only. Commit the Score file, and plan again.';
  }
  if (!plan.hasEffect) return 'There is nothing to do.';
  if (Date.parse(plan.expiresAt) < now) {
    return 'It is too old to be relied upon. Plan again, and look at the difference.';
  }
  return undefined;
}
