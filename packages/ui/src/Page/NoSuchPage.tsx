import type { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { EmptyState } from '../EmptyState/EmptyState';
import { Page } from './Page';

/**
 * An address that leads nowhere.
 *
 * @param props - `action` is the way back to a page that is there.
 */
export function NoSuchPage({ action }: { action: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Page title="Nothing here">
      <EmptyState
        title="Nothing here"
        why={`No page has the address ${pathname}. It may be mistyped, or what it showed is gone.`}
        action={action}
      />
    </Page>
  );
}
