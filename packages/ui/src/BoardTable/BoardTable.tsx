import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { useArrowKeys } from '../keys/useArrowKeys';
import { useBoardStyles } from './useBoardStyles';

const ROW_HEIGHT = 40;
const OVERSCAN = 12;
/** How many rows before the end the next ones are asked for. */
const AHEAD = 30;

/** What {@link BoardTable} needs. */
export interface BoardTableProps<Item> {
  /** Names the table for assistive technology: "Services by environment". */
  label: string;
  /** Columns as CSS has them. */
  columns: string;
  /** Its cells are column headers. */
  head: ReactNode;
  /** The head says nothing that the cells do not say on a phone, where a row is a list. */
  wideHead?: boolean;
  /** Those that have come so far. */
  items: Item[];
  keyOf: (item: Item) => string;
  /** The cells of one row; the first is its header. */
  children: (item: Item) => ReactNode;
  /** How many items there are. */
  total: number;
  /** Asks for the items after these, as the reader nears them; absent when it should not. */
  onMore?: () => void;
  /** What stands below the last row. */
  end?: ReactNode;
}

/**
 * Many things against a few columns. Only the rows on screen are drawn, so that thousands scroll as
 * well as ten; arrow keys move along the links of a row and between rows.
 */
export function BoardTable<Item>(props: BoardTableProps<Item>) {
  const { label, columns, head, wideHead, total, end } = props;
  const classes = useBoardStyles();
  const { scroll, virtualizer } = useRowsOnScreen(props);
  return (
    <div className={classes.scroll} ref={scroll}>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={total + 1}
        className={classes.table}
        style={{ '--board-columns': columns } as CSSProperties}
      >
        <div
          role="rowgroup"
          className={`${classes.head} ${wideHead ? classes.wideOnly : ''}`}
        >
          <div role="row" aria-rowindex={1} className={classes.row}>
            {head}
          </div>
        </div>
        <BoardRows {...props} virtualizer={virtualizer} />
      </div>
      {end}
    </div>
  );
}

// Beside the element that scrolls: to what is inside of it, that is not there yet when it begins.
function useRowsOnScreen<Item>(props: BoardTableProps<Item>) {
  const { items, keyOf, onMore } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: items.length,
    getScrollElement: () => scroll.current,
    getItemKey: index => keyOf(items[index]),
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const last = virtualizer.getVirtualItems().at(-1)?.index ?? 0;
  const nearEnd = last >= items.length - AHEAD;
  useEffect(() => {
    if (nearEnd) onMore?.();
  }, [nearEnd, onMore, items]);
  return { scroll, virtualizer };
}

function BoardRows<Item>(
  props: BoardTableProps<Item> & {
    virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  },
) {
  const { items, children, virtualizer } = props;
  const classes = useBoardStyles();
  const body = useRef<HTMLDivElement>(null);
  useArrowKeys(body);
  return (
    <div
      role="rowgroup"
      className={classes.rows}
      style={{ height: virtualizer.getTotalSize() }}
      ref={body}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <div
          key={key}
          role="row"
          // The head is the first row.
          aria-rowindex={index + 2}
          data-index={index}
          ref={virtualizer.measureElement}
          className={`${classes.row} ${classes.bodyRow}`}
          style={{ transform: `translateY(${start}px)` }}
        >
          {children(items[index])}
        </div>
      ))}
    </div>
  );
}
