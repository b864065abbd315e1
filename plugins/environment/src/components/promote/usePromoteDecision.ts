import { useState } from 'react';
import { judgePromotion, overridableGate } from '../../lib/judgePromotion';
import type { PromotionPlace } from '../../lib/promoteSearch';
import { useBeginPromotion } from './useBeginPromotion';
import { useComparisonShown } from './useComparisonShown';

/** What would change, what a person wrote and ticked, and what follows from both. */
export function usePromoteDecision(place: PromotionPlace) {
  const { changes, ...asked } = useComparisonShown(place);
  const { begin, error, isPending } = useBeginPromotion(place);
  const [reason, setReason] = useState('');
  const [override, setOverride] = useState(false);
  const comparison = asked.data;
  const setback = comparison && overridableGate(comparison);
  const { verb, why } = comparison
    ? judgePromotion(comparison, { override, reason })
    : {};
  const blocked = !comparison || why !== undefined || isPending;
  const submit = () => {
    if (blocked) return;
    const { version, digest } = comparison;
    begin({
      version,
      digest,
      reason: reason.trim() || undefined,
      ...(setback && { overrideSetback: override }),
    });
  };
  return {
    asked,
    changes,
    setback,
    verb,
    why,
    busy: isPending,
    error,
    submit,
    reason: { value: reason, onChange: setReason },
    override: { checked: override, onChange: setOverride },
  };
}
