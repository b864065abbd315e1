import { makeStyles } from '@material-ui/core/styles';
import type { StackOutputs } from '@towpath/plugin-terraform-stacks-common';
import { CopyButton, monospace, Quiet } from '@towpath/ui';
import { MASKED, valueWords } from '../../lib/shownValue';

const useStyles = makeStyles(theme => ({
  list: { margin: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 1fr) minmax(0, 3fr)',
    gap: theme.spacing(0, 2),
    padding: theme.spacing(0.5, 0),
    alignItems: 'baseline',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  name: { fontWeight: 500, overflowWrap: 'anywhere' },
  value: {
    ...monospace(theme),
    margin: 0,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** What {@link OutputList} needs. */
export interface OutputListProps {
  outputs: StackOutputs;
  /** Said where there is none. */
  empty: string;
}

/** Outputs by name; of a sensitive one, that it is there. */
export function OutputList({ outputs, empty }: OutputListProps) {
  const classes = useStyles();
  const all = Object.entries(outputs);
  if (all.length === 0) return <Quiet>{empty}</Quiet>;
  return (
    <dl className={classes.list}>
      {all.map(([name, { sensitive, value }]) => (
        <div key={name} className={classes.row}>
          <dt className={classes.name}>{name}</dt>
          <dd className={classes.value}>
            {sensitive ? (
              <Quiet component="span">{MASKED}</Quiet>
            ) : (
              <>
                {valueWords(value ?? null)}{' '}
                <CopyButton
                  text={() => valueWords(value ?? null)}
                  words="Copy"
                />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
