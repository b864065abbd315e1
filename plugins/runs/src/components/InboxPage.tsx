import { ApprovalsPage } from '@towpath/plugin-runs-react';
import { QueryScope } from '@towpath/ui';

/** What waits for the person who looks. */
export function InboxPage() {
  return (
    <QueryScope>
      <ApprovalsPage />
    </QueryScope>
  );
}
