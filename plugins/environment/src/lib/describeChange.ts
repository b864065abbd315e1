import type { Comparison, Edit } from '@towpath/plugin-environment-common';
import { shortVersion } from './shortVersion';

const valueOf = (edit: Edit) => `${edit.repository} ${edit.file} ${edit.path}`;

const currentVersion = ({ current }: Comparison) =>
  current?.version === undefined ? 'nothing' : shortVersion(current.version);

function describeEdits(before: Comparison, now: Comparison): string[] {
  const known = new Map(before.edits.map(edit => [valueOf(edit), edit]));
  const left = new Set(known.keys());
  const changed = now.edits.filter(edit => {
    left.delete(valueOf(edit));
    const old = known.get(valueOf(edit));
    return old?.before !== edit.before || old?.after !== edit.after;
  });
  const count = changed.length + left.size;
  if (count === 0) return [];
  return [
    count === 1
      ? `${changed[0]?.path ?? 'one value'} is written otherwise`
      : `${count} values are written otherwise`,
  ];
}

function describeNeeds(before: Comparison, now: Comparison): string[] {
  const [old, current] = [before, now].map(({ needs }) =>
    JSON.stringify([needs?.resources ?? [], needs?.files ?? []]),
  );
  return old === current ? [] : [`what it needs in ${now.to} is another thing`];
}

/**
 * What differs between two comparisons of the same promotion, in words, the most important
 * first. Empty when both are of the same change.
 */
export function describeChange(before: Comparison, now: Comparison): string[] {
  if (before.digest === now.digest) return [];
  const words: string[] = [];
  if (before.version !== now.version) {
    words.push(
      `${now.from} now runs ${shortVersion(now.version)}, not ${shortVersion(
        before.version,
      )}`,
    );
  }
  if (currentVersion(before) !== currentVersion(now)) {
    words.push(
      `${now.to} now runs ${currentVersion(now)}, not ${currentVersion(
        before,
      )}`,
    );
  }
  words.push(...describeEdits(before, now), ...describeNeeds(before, now));
  return words.length > 0 ? words : ['what would be written has changed'];
}
