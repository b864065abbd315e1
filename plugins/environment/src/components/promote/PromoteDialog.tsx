import Dialog from '@material-ui/core/Dialog';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme } from '@material-ui/core/styles';
import { QueryScope } from '@towpath/ui';
import { useId } from 'react';
import { keepOnBackdrop } from '../../lib/keepOnBackdrop';
import { PromoteForm } from './PromoteForm';
import { usePromoteAddress } from './usePromoteAddress';

/**
 * Shows what a promotion would change, and begins it. It opens at an address with
 * `?promote=<service>&from=<environment>&to=<environment>`, and is nothing without.
 */
export function PromoteDialog() {
  const { place, leave } = usePromoteAddress();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const titleId = useId();
  if (!place) return null;
  return (
    <Dialog
      open
      fullWidth
      maxWidth="md"
      fullScreen={narrow}
      aria-labelledby={titleId}
      onClose={keepOnBackdrop(leave)}
    >
      <QueryScope>
        <PromoteForm
          // Another address is another promotion: nothing of the last one stays.
          key={`${place.service} ${place.from} ${place.to}`}
          place={place}
          titleId={titleId}
          onClose={leave}
        />
      </QueryScope>
    </Dialog>
  );
}
