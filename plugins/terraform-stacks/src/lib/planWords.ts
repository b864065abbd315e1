import type { StackResourceChange } from '@towpath/plugin-terraform-stacks-common';
import type { State } from '@towpath/ui';

/** How an action is counted, said and shown; the order is that of how much is lost. */
const ACTIONS: Record<string, { todo: string; chip: string; state: State }> = {
  replace: { todo: 'to replace', chip: 'replaced', state: 'replace' },
  delete: { todo: 'to delete', chip: 'deleted', state: 'delete' },
  forget: { todo: 'to forget', chip: 'forgotten', state: 'release' },
  create: { todo: 'to create', chip: 'created', state: 'create' },
  update: { todo: 'to change', chip: 'changed', state: 'update' },
  import: { todo: 'to import', chip: 'imported', state: 'use' },
  move: { todo: 'to move', chip: 'moved', state: 'move' },
  read: { todo: 'to read', chip: 'read', state: 'none' },
  none: { todo: 'unchanged', chip: 'unchanged', state: 'none' },
};

const ORDER = Object.keys(ACTIONS);

/** The looks of an action; one that this portal does not know is said as Terraform names it. */
export const lookOf = (action: string): { chip: string; state: State } =>
  ACTIONS[action] ?? { chip: action, state: 'unknown' };

const rankOf = (action: string) => {
  const at = ORDER.indexOf(action);
  return at < 0 ? 0 : at;
};

/** Whether something is lost by it that may not come back. */
export const isLoss = ({ action }: Pick<StackResourceChange, 'action'>) =>
  action === 'delete' || action === 'replace';

/** Those that do something, grouped by what they do; what loses most comes first. */
export function byAction<Change extends Pick<StackResourceChange, 'action'>>(
  changes: Change[],
): { action: string; changes: Change[] }[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.action === 'none') continue;
    groups.set(change.action, [...(groups.get(change.action) ?? []), change]);
  }
  return [...groups]
    .map(([action, members]) => ({ action, changes: members }))
    .sort((a, b) => rankOf(a.action) - rankOf(b.action));
}

/** "1 to replace, 2 to create"; data that is only read does not count. */
export function countChanges(
  changes: Pick<StackResourceChange, 'action'>[],
): string {
  const counts = byAction(changes).filter(({ action }) => action !== 'read');
  if (counts.length === 0) return 'nothing to change';
  return counts
    .map(
      ({ action, changes: { length } }) =>
        `${length} ${ACTIONS[action]?.todo ?? action}`,
    )
    .join(', ');
}

const REASONS: Record<string, string> = {
  replace_because_cannot_update: 'It cannot be changed in place.',
  replace_because_tainted:
    'Making it failed the last time, so it is made anew.',
  replace_by_request: 'Somebody asked for it to be made anew.',
  replace_by_triggers: 'Something that it depends on changes.',
  delete_because_no_resource_config: 'It is no longer in the module.',
  delete_because_no_module: 'The module that it was in is no longer there.',
  delete_because_no_move_target: 'Where it was moved to does not exist.',
  delete_because_wrong_repetition: 'Its count or for_each has gone or come.',
  delete_because_count_index: 'The count has become smaller.',
  delete_because_each_key: 'Its key is no longer in for_each.',
  read_because_config_unknown: 'What it needs is known only while applying.',
  read_because_dependency_pending: 'What it depends on changes first.',
  read_because_check_nested: 'A check needs it.',
};

/** Attributes whose change is why the resource is made anew. */
const forcing = ({ attributes }: StackResourceChange) =>
  attributes.flatMap(({ path, forcesReplacement }) =>
    forcesReplacement ? [path || 'the whole of it'] : [],
  );

/** Why this happens to a resource, in sentences; none where there is nothing to say. */
export function causesOf(change: StackResourceChange): string[] {
  const { movedFrom, importedAs, createsFirst, deposed } = change;
  const whole = [
    reasonOf(change),
    movedFrom && `It was at ${movedFrom} before.`,
    importedAs !== undefined &&
      (importedAs
        ? `It is there already, as ${importedAs}, and is taken over.`
        : 'It is there already, and is taken over.'),
    createsFirst && 'The new one is made before the old one goes.',
    deposed && `It is left over from an earlier replacement (${deposed}).`,
  ];
  return whole.filter((words): words is string => Boolean(words));
}

function reasonOf(change: StackResourceChange): string | undefined {
  const { reason } = change;
  const paths = forcing(change);
  if (paths.length > 0 && reason !== 'replace_because_tainted') {
    return `${paths.join(', ')} ${
      paths.length === 1 ? 'changes' : 'change'
    }, which cannot be done in place.`;
  }
  if (!reason) return undefined;
  return Object.hasOwn(REASONS, reason)
    ? REASONS[reason]
    : `Terraform says: ${reason.replaceAll('_', ' ')}.`;
}
