import Button from '@material-ui/core/Button';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { MoreFailed, type MoreFailedProps } from './MoreFailed';

/** What {@link ShowMore} needs. */
export interface ShowMoreProps extends MoreFailedProps {
  list: MoreFailedProps['list'] & Pick<UseInfiniteQueryResult, 'hasNextPage'>;
  words?: string;
}

/** Asks for the next page of a list, and says when it does not come; nothing on the last one. */
export function ShowMore({ list, what, words = 'Show more' }: ShowMoreProps) {
  if (!list.hasNextPage) return null;
  if (list.isFetchNextPageError) return <MoreFailed list={list} what={what} />;
  return (
    <Button
      size="small"
      color="primary"
      disabled={list.isFetchingNextPage}
      onClick={() => list.fetchNextPage()}
    >
      {words}
    </Button>
  );
}
