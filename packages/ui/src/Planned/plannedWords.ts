import type { PlannedAction, PlannedFile, PlannedItem } from './planned';

/** What becomes of a resource. What is lost comes first, what stays as it is last. */
export const ACTION_WORDS: Record<PlannedAction, string> = {
  delete: 'deleted',
  replace: 'replaced',
  import: 'taken over',
  create: 'created',
  update: 'changed',
  move: 'renamed',
  use: 'used from now on',
  release: 'used no more',
  retain: 'left in place, unused',
  none: 'unchanged',
};

const ORDER = Object.keys(ACTION_WORDS) as PlannedAction[];

/** Resources of a plan, those of which most is lost first. */
export function byWeight<Item extends Pick<PlannedItem, 'action'>>(
  resources: Item[],
): Item[] {
  return [...resources].sort(
    (a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action),
  );
}

const counted = (count: number, one: string) =>
  `${count} ${count === 1 ? one : `${one}s`}`;

/** Resources by what becomes of them: "1 resource deleted, 2 created". */
export function countResources(
  resources: Pick<PlannedItem, 'action'>[],
): string {
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

/** "3 files in Git". */
export const countFiles = (files: PlannedFile[]): string =>
  `${counted(files.length, 'file')} in Git`;
