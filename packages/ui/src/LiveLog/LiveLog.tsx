import { useRef } from 'react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { useVirtualizer } from '@tanstack/react-virtual';
import { LogLineRow } from './LogLineRow';
import { LogHead } from './LogHead';
import { useFollowEnd } from './useFollowEnd';
import { useLogStyles } from './useLogStyles';

/** One line of a log. `at` is ISO 8601; `seq` grows and is unique. */
export interface LogItem {
  seq: number;
  at: string;
  level: 'info' | 'warn' | 'error';
  step?: string;
  message: string;
}

/** `live`: more may come; `reconnecting`: more may be missing; `ended`: that was all. */
export type LogState = 'live' | 'reconnecting' | 'ended';

/** What {@link LiveLog} needs. */
export interface LiveLogProps {
  lines: LogItem[];
  state: LogState;
  /** Names the log for assistive technology. */
  label: string;
  /** What is said while there is no line. */
  empty: string;
}

const LINE_PX = 22;

/**
 * A log that grows. It stays at its end while the reader is there, and stays
 * where the reader is otherwise; only the lines in sight are drawn.
 */
export function LiveLog({ lines, state, label, empty }: LiveLogProps) {
  const classes = useLogStyles();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    getItemKey: index => lines[index].seq,
    estimateSize: () => LINE_PX,
    overscan: 12,
  });
  const size = rows.getTotalSize();
  const { unseen, jump, onScroll } = useFollowEnd(box, lines.length, size);
  return (
    <div className={classes.root}>
      <LogHead lines={lines} state={state} />
      <Paper
        ref={box}
        square
        elevation={0}
        className={classes.box}
        role="log"
        aria-label={label}
        // Two thousand lines read out are worse than none; the status says what counts.
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
      >
        {lines.length === 0 && <p className={classes.empty}>{empty}</p>}
        <div className={classes.lines} style={{ height: size }}>
          {rows.getVirtualItems().map(({ key, index, start }) => (
            <div
              key={key}
              ref={rows.measureElement}
              data-index={index}
              className={classes.place}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LogLineRow line={lines[index]} />
            </div>
          ))}
        </div>
      </Paper>
      {unseen > 0 && (
        <Button
          size="small"
          variant="contained"
          color="primary"
          className={classes.jump}
          onClick={jump}
        >
          {unseen} new {unseen === 1 ? 'line' : 'lines'} ↓
        </Button>
      )}
    </div>
  );
}
