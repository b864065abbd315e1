import { useState } from 'react';

/** Something that is asked for, as react-query has it. */
export interface Asked<Data> {
  /** Undefined until it is known. */
  data: Data | undefined;
  /** Why it is not known. */
  error: Error | null | undefined;
  refetch: () => unknown;
}

/**
 * Why something cannot be shown, for a page that asks again by itself. A query that has no answer
 * yet forgets its error each time it asks; what the page says would give way to a placeholder and
 * come back, again and again. Who tries again by hand sees that it is asked for.
 */
export function useLastingError({ data, error, refetch }: Asked<unknown>) {
  const [last, setLast] = useState<Error | null>(null);
  const lasting = data === undefined ? error ?? last : null;
  if (lasting !== last) setLast(lasting);
  return {
    error: lasting,
    retry: () => {
      setLast(null);
      refetch();
    },
  };
}
