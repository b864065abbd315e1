import type {
  InfiniteData,
  UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useCallback, useMemo, type ReactNode } from 'react';
import { Answer } from '../Answer/Answer';
import { MoreFailed } from '../ShowMore/MoreFailed';
import { BoardTable } from './BoardTable';

const ROWS_WHILE_LOADING = 12;

/** What {@link BoardList} needs. */
export interface BoardListProps<Item> {
  /** Pages of items; the first says how many there are. */
  list: UseInfiniteQueryResult<InfiniteData<{ items: Item[]; total: number }>>;
  /** Names the table, and what it lists in a sentence: "stacks". */
  of: string;
  /** Columns as CSS has them. */
  columns: string;
  /** Its cells are column headers. */
  head: ReactNode;
  keyOf: (item: Item) => string;
  /** What stands there when there is none. */
  empty: ReactNode;
  /** The cells of one row; the first is its header. */
  children: (item: Item) => ReactNode;
}

/** A board that fills its page and asks for the next items as the reader nears them. */
export function BoardList<Item>(props: BoardListProps<Item>) {
  const { list, of, empty } = props;
  const { data, fetchNextPage, hasNextPage, isFetching } = list;
  const items = useMemo(
    () => data?.pages.flatMap(page => page.items) ?? [],
    [data],
  );
  const askForMore = useCallback(() => {
    if (!isFetching) fetchNextPage();
  }, [isFetching, fetchNextPage]);
  const mayAsk = hasNextPage && !list.isFetchNextPageError;
  return (
    <Answer
      asked={list}
      failure={`The ${of} cannot be listed`}
      rows={ROWS_WHILE_LOADING}
    >
      {({ pages }) =>
        items.length === 0 ? (
          empty
        ) : (
          <BoardTable
            label={of[0].toUpperCase() + of.slice(1)}
            columns={props.columns}
            head={props.head}
            wideHead
            items={items}
            keyOf={props.keyOf}
            total={pages[0].total}
            onMore={mayAsk ? askForMore : undefined}
            end={<MoreFailed list={list} what={`The ${of} after these`} />}
          >
            {props.children}
          </BoardTable>
        )
      }
    </Answer>
  );
}
