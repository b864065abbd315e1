import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { DifferenceRow, type DifferenceItem } from './DifferenceRow';
import { useDifferenceStyles } from './useDifferenceStyles';

export type { DifferenceItem } from './DifferenceRow';

/** What {@link Difference} needs. */
export interface DifferenceProps {
  items: DifferenceItem[];
  /** Names the list for assistive technology: "What is written in Git". */
  label: string;
  /**
   * Names of two places that are compared and both stay as they are; the values are then of the
   * first and of the second, and nothing goes or comes.
   */
  sides?: [string, string];
}

interface Section {
  place?: string;
  items: DifferenceItem[];
}

function byPlace(items: DifferenceItem[]): Section[] {
  const sections = new Map<string | undefined, DifferenceItem[]>();
  for (const item of items) {
    sections.set(item.place, [...(sections.get(item.place) ?? []), item]);
  }
  return [...sections].map(([place, members]) => ({ place, items: members }));
}

const isUnchanged = (item: DifferenceItem) => item.before === item.after;

/**
 * Values before and after, one below the other, grouped by where they stand.
 * What stays the same is folded away but counted.
 */
export function Difference({ items, label, sides }: DifferenceProps) {
  const classes = useDifferenceStyles();
  const [all, setAll] = useState(false);
  const unchanged = items.filter(isUnchanged).length;
  const shown = all ? items : items.filter(item => !isUnchanged(item));
  return (
    <div role="group" aria-label={label}>
      {byPlace(shown).map(section => (
        <div key={section.place ?? ''} className={classes.section}>
          {section.place && <p className={classes.place}>{section.place}</p>}
          <ul className={classes.list}>
            {section.items.map(item => (
              <DifferenceRow
                key={item.name}
                item={item}
                unchanged={isUnchanged(item)}
                sides={sides}
              />
            ))}
          </ul>
        </div>
      ))}
      {unchanged > 0 && (
        <Button size="small" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? 'Hide' : 'Show'} {unchanged} {sides ? 'equal' : 'unchanged'}
        </Button>
      )}
    </div>
  );
}
