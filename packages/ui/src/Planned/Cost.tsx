import { Quiet } from '../layout/Quiet';
import { monthly } from './money';
import type { Money, PlannedCost } from './planned';

/** What something costs; nothing where no price is known. */
export function Cost({ of }: { of: Money | undefined }) {
  return of ? <Quiet component="span">{monthly(of)}</Quiet> : null;
}

/** What something costs before and after. */
export function CostChange({ cost }: { cost: PlannedCost | undefined }) {
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
