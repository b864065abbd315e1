import { makeStyles } from '@material-ui/core/styles';
import { Controls, FilterText, monospace, Quiet } from '@towpath/ui';
import { useState, type ReactNode } from 'react';

/** A list that is longer is filtered. */
const LONG = 15;

const useStyles = makeStyles(theme => ({
  list: { margin: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 1fr) minmax(0, 3fr)',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.25, 0),
    fontSize: theme.typography.pxToRem(13),
    alignItems: 'baseline',
  },
  name: { fontWeight: 500, overflowWrap: 'anywhere' },
  value: {
    ...monospace(theme),
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** What {@link ValueList} needs. */
export interface ValueListProps {
  /** What they are, "outputs", where a long list is filtered by their names. */
  of?: string;
  /** By name, in their order. */
  values: [name: string, value: ReactNode][];
}

/** Values by their names. */
export function ValueList({ of, values }: ValueListProps) {
  const classes = useStyles();
  const [text, setText] = useState('');
  const sought = text.trim().toLowerCase();
  const found = values.filter(([name]) => name.toLowerCase().includes(sought));
  return (
    <>
      {of && values.length > LONG && (
        <Controls filters={`Names of ${of}`}>
          <FilterText label={`Filter ${of}`} value={text} onChange={setText} />
          <Quiet component="span" live>
            {sought && `${found.length} of ${values.length}`}
          </Quiet>
        </Controls>
      )}
      <dl className={classes.list}>
        {found.map(([name, value]) => (
          <div key={name} className={classes.row}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.value}>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
