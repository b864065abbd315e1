import Box from '@material-ui/core/Box';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { DidNotCome } from '../ErrorState/DidNotCome';

/** What {@link MoreFailed} needs. */
export interface MoreFailedProps {
  list: Pick<
    UseInfiniteQueryResult,
    'error' | 'fetchNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError'
  >;
  /** What comes next: "The services after these". */
  what: string;
}

/** Says below a list that its next page did not come, and why; nothing when it did. */
export function MoreFailed({ list, what }: MoreFailedProps) {
  if (!list.isFetchNextPageError) return null;
  return (
    <Box paddingX={2} paddingY={0.75}>
      <DidNotCome
        what={what}
        error={list.error}
        isAsking={list.isFetchingNextPage}
        onRetry={() => list.fetchNextPage()}
      />
    </Box>
  );
}
