import { useEffect, type RefObject } from 'react';

const controlsOf = (element: Element): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('a, button'),
];

const steps: Record<string, { rows: number; controls: number }> = {
  ArrowUp: { rows: -1, controls: 0 },
  ArrowDown: { rows: 1, controls: 0 },
  ArrowLeft: { rows: 0, controls: -1 },
  ArrowRight: { rows: 0, controls: 1 },
};

/**
 * Moves the focus with the arrow keys: along the links of a row, or to the same column of the row
 * above or below. Rows carry `data-index`, their place among all.
 */
export function useArrowKeys(rows: RefObject<HTMLElement>): void {
  useEffect(() => {
    const element = rows.current;
    element?.addEventListener('keydown', moveFocus);
    return () => element?.removeEventListener('keydown', moveFocus);
  }, [rows]);
}

function moveFocus(event: KeyboardEvent): void {
  const step = steps[event.key];
  const from = event.target as HTMLElement;
  const row = from.closest<HTMLElement>('[data-index]');
  if (!step || !row || event.altKey || event.ctrlKey || event.metaKey) return;
  const to =
    step.rows === 0
      ? besides(row, from, step.controls)
      : inColumn(row, from, step.rows);
  if (!to) return;
  event.preventDefault();
  to.focus();
  to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function besides(row: HTMLElement, from: HTMLElement, by: number) {
  const controls = controlsOf(row);
  return controls[controls.indexOf(from) + by];
}

function inColumn(
  row: HTMLElement,
  from: HTMLElement,
  by: number,
): HTMLElement | undefined {
  const target = row.parentElement!.querySelector(
    `[data-index="${Number(row.dataset.index) + by}"]`,
  );
  if (!target) return undefined;
  const column = [...row.children].findIndex(cell => cell.contains(from));
  const [inCell] = controlsOf(target.children[column]);
  return inCell ?? controlsOf(target)[0];
}
