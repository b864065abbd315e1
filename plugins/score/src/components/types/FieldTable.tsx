import { makeStyles } from '@material-ui/core/styles';
import { monospace, Quiet } from '@towpath/ui';

const useStyles = makeStyles(theme => ({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    // The same columns in every table of a page.
    tableLayout: 'fixed',
    fontSize: theme.typography.pxToRem(13),
    '& th, & td': {
      padding: theme.spacing(0.5, 1, 0.5, 0),
      textAlign: 'left',
      verticalAlign: 'top',
      overflowWrap: 'anywhere',
    },
    '& th': { width: '38%' },
    '& tr + tr': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { ...monospace(theme), fontWeight: 600 },
}));

/** What {@link FieldTable} needs. */
export interface FieldTableProps {
  /** Names the table for assistive technology. */
  label: string;
  fields: {
    name: string;
    type: string;
    /** A word that stands out: "required", "secret". */
    note?: string;
    description?: string;
  }[];
  /** What stands there when there are none. */
  empty: string;
}

/** Fields with what each takes or is. */
export function FieldTable({ label, fields, empty }: FieldTableProps) {
  const classes = useStyles();
  if (fields.length === 0) return <Quiet>{empty}</Quiet>;
  return (
    <table className={classes.table} aria-label={label}>
      <tbody>
        {fields.map(({ name, type, note, description }) => (
          <tr key={name}>
            <th scope="row" className={classes.name}>
              {name}
            </th>
            <td>
              {type}
              {note && `, ${note}`}
              {description && <Quiet>{asSentence(description)}</Quiet>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Descriptions end a sentence elsewhere, as "params.size: write one of …", and so may begin small. */
function asSentence(description: string): string {
  return description[0].toUpperCase() + description.slice(1);
}
