import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { Part, Quiet } from '@towpath/ui';
import { useId } from 'react';
import type { ImportRow } from '../../lib/planRequest';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto',
    gap: theme.spacing(1),
    alignItems: 'center',
    padding: theme.spacing(0.5, 0),
  },
}));

/** What {@link ImportRows} needs. */
export interface ImportRowsProps {
  rows: ImportRow[];
  onChange: (rows: ImportRow[]) => void;
}

/** What exists and is to be taken over: for each where the module has it, and what the provider calls it. */
export function ImportRows({ rows, onChange }: ImportRowsProps) {
  const replace = (at: number, row: ImportRow | undefined) =>
    onChange(rows.flatMap((one, i) => (i === at ? row ?? [] : one)));
  return (
    <Part title="Take over what exists">
      {rows.map((row, at) => (
        <OneImport
          key={row.key}
          row={row}
          onChange={changed => replace(at, changed)}
        />
      ))}
      <Button
        size="small"
        onClick={() =>
          onChange([
            ...rows,
            {
              key: Math.max(0, ...rows.map(({ key }) => key)) + 1,
              address: '',
              id: '',
            },
          ])
        }
      >
        {rows.length === 0 ? 'Import a resource' : 'Import another one'}
      </Button>
      {rows.length > 0 && (
        <Quiet>
          The module has to have a resource at the address; the plan shows what
          of it would be changed.
        </Quiet>
      )}
    </Part>
  );
}

function OneImport(props: {
  row: ImportRow;
  onChange: (row: ImportRow | undefined) => void;
}) {
  const { row, onChange } = props;
  const classes = useStyles();
  const id = useId();
  const field = (
    name: 'address' | 'id',
    label: string,
    placeholder: string,
  ) => (
    <TextField
      id={`${id}-${name}`}
      size="small"
      variant="outlined"
      label={label}
      placeholder={placeholder}
      InputLabelProps={{ shrink: true }}
      value={row[name]}
      onChange={event => onChange({ ...row, [name]: event.target.value })}
    />
  );
  return (
    <div className={classes.row}>
      {field('address', 'Address', 'aws_s3_bucket.logs')}
      {field('id', 'Id at the provider', 'shop-logs')}
      <Button size="small" onClick={() => onChange(undefined)}>
        Leave out
      </Button>
    </div>
  );
}
