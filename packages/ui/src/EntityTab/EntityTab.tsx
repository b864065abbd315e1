import type { ReactNode } from 'react';
import { Stack } from '../layout/Stack';
import { QueryScope } from '../queries/QueryScope';

/** A tab of an entity: its parts one below the other, which ask through one cache. */
export function EntityTab({ children }: { children: ReactNode }) {
  return (
    <QueryScope>
      <Stack>{children}</Stack>
    </QueryScope>
  );
}
