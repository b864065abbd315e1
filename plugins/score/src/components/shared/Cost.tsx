import type { Money, Plan } from '@towpath/plugin-score-common';
import { Quiet } from '@towpath/ui';
import { monthly } from '../../lib/money';

/** What something costs; nothing where no price is known. */
export function Cost({ of }: { of: Money | undefined }) {
  return of ? <Quiet component="span">{monthly(of)}</Quiet> : null;
}

/** What a workload costs before and after a plan. */
export function CostChange({ cost }: { cost: Plan['cost'] }) {
  if (!cost) return <Quiet>No price is known for what it needs.</Quiet>;
  const { before, after } = cost;
  const isSame = before?.amount === after.amount;
  return (
    <Quiet>
      {before && !isSame && `${monthly(before)} → `}
      {monthly(after)}
      {isSame && ', as now'}
    </Quiet>
  );
}
