import type {
  Money,
  Plan,
  PlannedResource,
} from '@towpath/plugin-score-common';
import type { ResourceRecord } from '../model/ResourceRecord';

/** What resources cost a month before and after; `shown` is absent where nothing says. */
export function costOf(
  records: ResourceRecord[],
  changes: PlannedResource[],
): {
  amounts: { before: number; after: number; currency: string };
  shown?: Plan['cost'];
} {
  const before = sum(records.map(({ cost }) => cost));
  const after = sum(
    changes.map(({ action, cost }) => (action === 'delete' ? undefined : cost)),
  );
  const currency = after?.currency ?? before?.currency ?? '';
  const amounts = {
    before: before?.amount ?? 0,
    after: after?.amount ?? 0,
    currency,
  };
  return before || after
    ? { amounts, shown: { before, after: after ?? { amount: 0, currency } } }
    : { amounts };
}

function sum(all: (Money | undefined)[]): Money | undefined {
  const known = all.filter((one): one is Money => one !== undefined);
  if (known.length === 0) return undefined;
  const cents = known.reduce((total, { amount }) => total + amount * 100, 0);
  return { amount: Math.round(cents) / 100, currency: known[0].currency };
}
