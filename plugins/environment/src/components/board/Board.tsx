import { useVirtualizer } from '@tanstack/react-virtual';
import type {
  EnvironmentSummary,
  Service,
} from '@towpath/plugin-environment-common';
import { useEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import { BoardHead } from './BoardHead';
import { BoardRow } from './BoardRow';
import { useArrowKeys } from './useArrowKeys';
import { boardColumns, useBoardStyles } from './useBoardStyles';

const ROW_HEIGHT = 40;
const OVERSCAN = 12;
/** How many rows before the end the next ones are asked for. */
const AHEAD = 30;

/** What {@link Board} needs. */
export interface BoardProps {
  environments: EnvironmentSummary[];
  /** Those that have come so far. */
  services: Service[];
  /** How many there are. */
  total: number;
  /** Asks for the services after these, as the reader nears them; absent when it should not. */
  onMore?: () => void;
  /** What stands below the last row. */
  end?: ReactNode;
}

/**
 * Services against environments. Only the rows on screen are drawn, so that thousands scroll as
 * well as ten.
 */
export function Board(props: BoardProps) {
  const { environments, services, total, onMore, end } = props;
  const classes = useBoardStyles();
  const scroll = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useArrowKeys(body);
  const virtualizer = useVirtualizer({
    count: services.length,
    getScrollElement: () => scroll.current,
    getItemKey: index => services[index].ref,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  const nearEnd = last >= services.length - AHEAD;
  useEffect(() => {
    if (nearEnd) onMore?.();
  }, [nearEnd, onMore, services]);

  return (
    <div className={classes.scroll} ref={scroll}>
      <div
        role="table"
        aria-label="Services by environment"
        aria-rowcount={total + 1}
        className={classes.table}
        style={
          {
            '--board-columns': boardColumns(environments.length),
          } as CSSProperties
        }
      >
        <BoardHead environments={environments} />
        <div
          role="rowgroup"
          className={classes.rows}
          style={{ height: virtualizer.getTotalSize() }}
          ref={body}
        >
          {rows.map(({ key, index, start }) => (
            <BoardRow
              key={key}
              service={services[index]}
              environments={environments}
              index={index}
              top={start}
              measure={virtualizer.measureElement}
            />
          ))}
        </div>
      </div>
      {end}
    </div>
  );
}
