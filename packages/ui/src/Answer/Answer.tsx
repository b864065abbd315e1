import type { ReactNode } from 'react';
import { ErrorState } from '../ErrorState/ErrorState';
import { Waiting } from '../Waiting/Waiting';
import { useLastingError, type Asked } from './useLastingError';

/** What {@link Answer} needs. */
export interface AnswerProps<Data> {
  asked: Asked<Data>;
  /** What is so without it, in a few words: "The freezes cannot be listed". */
  failure: string;
  /** How many lines to hold until it comes. */
  rows: number;
  children: (data: Data) => ReactNode;
}

/**
 * What was asked for. Until it is known its place is held; when it cannot be known it is said why,
 * with a way to ask again. An answer stays when asking again fails.
 */
export function Answer<Data>(props: AnswerProps<Data>): ReactNode {
  const { asked, failure, rows, children } = props;
  const { error, retry } = useLastingError(asked);
  if (asked.data !== undefined) return children(asked.data);
  return error ? (
    <ErrorState title={failure} error={error} onRetry={retry} />
  ) : (
    <Waiting rows={rows} />
  );
}
