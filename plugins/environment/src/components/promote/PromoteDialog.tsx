import { QueryScope } from '@towpath/ui';
import { PromoteForm } from './PromoteForm';
import { usePromoteAddress } from './usePromoteAddress';

/**
 * Shows what a promotion would change, and begins it. It opens at an address with
 * `?promote=<service>&from=<environment>&to=<environment>`, and is nothing without.
 */
export function PromoteDialog() {
  const { place, leave } = usePromoteAddress();
  if (!place) return null;
  return (
    <QueryScope>
      <PromoteForm
        // Another address is another promotion: nothing of the last one stays.
        key={`${place.service} ${place.from} ${place.to}`}
        place={place}
        onClose={leave}
      />
    </QueryScope>
  );
}
