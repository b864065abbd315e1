import type { ResourceChange, ShownValue } from './types';

const LONGEST_VALUE = 160;

const REASONS: Record<string, string> = {
  replace_because_cannot_update: 'it cannot be changed in place',
  replace_because_tainted: 'making it failed the last time',
  replace_by_request: 'somebody asked for it',
  replace_by_triggers: 'something that it depends on changes',
  delete_because_no_resource_config: 'it is no longer in the module',
  delete_because_no_module: 'its module is no longer there',
  delete_because_no_move_target: 'where it was moved to does not exist',
  delete_because_wrong_repetition: 'its count or for_each has gone or come',
  delete_because_count_index: 'the count has become smaller',
  delete_because_each_key: 'its key is no longer in for_each',
  read_because_config_unknown: 'what it needs is known only later',
  read_because_dependency_pending: 'what it depends on changes first',
  read_because_check_nested: 'a check needs it',
};

/** Why this happens and what else is to be said of it, in words; empty when there is nothing to say. */
export function describeCause(change: ResourceChange): string {
  const forcing = change.attributes
    .filter(({ forcesReplacement }) => forcesReplacement)
    .map(({ path }) => path || 'the whole');
  const notes = [
    describeReason(change, forcing),
    change.movedFrom && `moved from ${change.movedFrom}`,
    change.importedAs !== undefined &&
      (change.importedAs ? `imports ${change.importedAs}` : 'imported'),
    change.createsFirst && 'the new one first',
    change.deposed &&
      `left over from an earlier replacement, ${change.deposed}`,
  ];
  return notes.filter(Boolean).join('; ');
}

function describeReason(
  { reason }: ResourceChange,
  forcing: string[],
): string | undefined {
  if (forcing.length > 0 && reason !== 'replace_because_tainted') {
    return `because ${forcing.join(', ')} ${
      forcing.length === 1 ? 'changes' : 'change'
    }`;
  }
  if (!reason) return undefined;
  const words = Object.hasOwn(REASONS, reason)
    ? REASONS[reason]
    : reason.replaceAll('_', ' ');
  return `because ${words}`;
}

/** A value on one line. */
function describeValue(shown: ShownValue): string {
  if ('sensitive' in shown) return '(sensitive)';
  if ('unknown' in shown) return '(known after apply)';
  const text = JSON.stringify(shown.value) ?? 'null';
  return text.length <= LONGEST_VALUE
    ? text
    : `${text.slice(0, LONGEST_VALUE)}… (${text.length} characters)`;
}

/** `"a" → "b"`, or the one side there is. */
export function describeSides(sides: {
  before?: ShownValue;
  after?: ShownValue;
}): string {
  const { before, after } = sides;
  if (before && after) {
    return `${describeValue(before)} → ${describeValue(after)}`;
  }
  const only = before ?? after;
  return only ? describeValue(only) : '';
}

/** `+` for what comes, `-` for what goes, `~` for what changes. */
export function markOf(sides: { before?: unknown; after?: unknown }): string {
  if (sides.before === undefined) return '+';
  return sides.after === undefined ? '-' : '~';
}
