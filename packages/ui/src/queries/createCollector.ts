/**
 * Hands over together what came within a short while, and never twice at a time: what comes while
 * it is handled is kept for the next time, so that an older answer cannot overtake a newer one.
 *
 * @param waitMs - from the first item until they are handed over.
 * @param handle - must not fail.
 * @returns takes an item.
 */
export function createCollector<Item>(
  waitMs: number,
  handle: (items: Item[]) => Promise<void>,
): (item: Item) => void {
  let items: Item[] = [];
  let busy = false;
  const schedule = () => {
    busy = true;
    setTimeout(async () => {
      const collected = items;
      items = [];
      await handle(collected);
      busy = false;
      if (items.length > 0) schedule();
    }, waitMs);
  };
  return item => {
    items.push(item);
    if (!busy) schedule();
  };
}
