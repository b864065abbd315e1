import { diffLines } from 'diff';

/** One line of a difference, or how many lines are left out there because nothing of them changes. */
export type DifferenceLine =
  | { kind: 'same' | 'gone' | 'new'; text: string }
  | { kind: 'fold'; count: number };

const AROUND = 3;

function kindOf({ added, removed }: { added: boolean; removed: boolean }) {
  if (added) return 'new';
  return removed ? 'gone' : 'same';
}

function linesOf(before: string, after: string): DifferenceLine[] {
  return diffLines(before, after).flatMap(change =>
    change.value
      .replace(/\n$/, '')
      .split('\n')
      .map(text => ({ kind: kindOf(change), text })),
  );
}

/**
 * The lines of two texts: those that go and come, with a few around them that stay.
 *
 * @param before - empty for a text that is new.
 * @param after - empty for a text that goes.
 */
export function foldLines(before: string, after: string): DifferenceLine[] {
  const lines = linesOf(before, after);
  const changed = lines.flatMap(({ kind }, at) =>
    kind === 'same' ? [] : [at],
  );
  const isNear = (at: number) =>
    changed.some(other => Math.abs(other - at) <= AROUND);
  return lines.reduce<DifferenceLine[]>((shown, line, at) => {
    const last = shown.at(-1);
    if (isNear(at)) return [...shown, line];
    if (last?.kind !== 'fold') return [...shown, { kind: 'fold', count: 1 }];
    return [...shown.slice(0, -1), { kind: 'fold', count: last.count + 1 }];
  }, []);
}
