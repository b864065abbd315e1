import { useId, type ReactNode } from 'react';
import { useCalmStyles } from './useCalmStyles';

/** What {@link Part} needs. */
export interface PartProps {
  title: ReactNode;
  children: ReactNode;
}

/** A titled part of a card or dialog. */
export function Part({ title, children }: PartProps) {
  const classes = useCalmStyles();
  const titleId = useId();
  return (
    <div role="group" aria-labelledby={titleId}>
      <p id={titleId} className={classes.partTitle}>
        {title}
      </p>
      {children}
    </div>
  );
}
