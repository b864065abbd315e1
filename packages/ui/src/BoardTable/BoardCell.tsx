import type { ReactNode } from 'react';
import { useBoardStyles } from './useBoardStyles';

/** What {@link BoardCell} needs. */
export interface BoardCellProps {
  /** What it is in the table; the first cell of a row is its header. */
  role: 'columnheader' | 'rowheader' | 'cell';
  /** It stays in sight while one scrolls to the side. */
  first?: boolean;
  /** It is left out on a phone, where a row is a list. */
  wideOnly?: boolean;
  className?: string;
  children: ReactNode;
}

/** One cell of a {@link BoardTable}. */
export function BoardCell(props: BoardCellProps) {
  const { role, first, wideOnly, className, children } = props;
  const classes = useBoardStyles();
  return (
    <div
      role={role}
      className={[
        classes.cell,
        ...(first ? [classes.first] : []),
        ...(wideOnly ? [classes.wideOnly] : []),
        ...(className ? [className] : []),
      ].join(' ')}
    >
      {children}
    </div>
  );
}
