import { useContext, useState, type ReactNode } from 'react';
import { QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from './createQueryClient';

/**
 * Lets what is inside ask through the portal's cache; through one of its own in an app that
 * brings none.
 */
export function QueryScope({ children }: { children: ReactNode }) {
  const shared = useContext(QueryClientContext);
  const [client] = useState(() => shared ?? createQueryClient());
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
