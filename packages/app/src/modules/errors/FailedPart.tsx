import type { ErrorDisplayProps } from '@backstage/frontend-plugin-api';
import { ErrorState } from '@towpath/ui';

/** A part of the page that failed while it was drawn; the rest stays usable. */
export function FailedPart({ plugin, error, resetError }: ErrorDisplayProps) {
  const title = plugin
    ? `This part of the page failed (plugin “${plugin.id}”)`
    : 'This part of the page failed';
  return <ErrorState title={title} error={error} onRetry={resetError} />;
}
