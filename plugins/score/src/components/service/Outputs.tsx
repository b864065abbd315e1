import { makeStyles } from '@material-ui/core/styles';
import type { Resource } from '@towpath/plugin-score-common';
import { monospace, Quiet } from '@towpath/ui';
import { Secret } from './Secret';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, max-content) minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    alignItems: 'baseline',
    margin: 0,
    fontSize: theme.typography.pxToRem(13),
    '& dt': { color: theme.palette.text.secondary, overflowWrap: 'anywhere' },
    '& dd': { margin: 0, minWidth: 0 },
  },
  value: { ...monospace(theme), overflowWrap: 'anywhere' },
}));

const asText = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What a resource gives; the secret ones are masked until somebody asks for one. */
export function Outputs({ resource }: { resource: Resource }) {
  const classes = useStyles();
  const { id, outputs, secrets } = resource;
  const open = Object.entries(outputs);
  if (open.length + secrets.length === 0) return <Quiet>No outputs.</Quiet>;
  return (
    <dl className={classes.list}>
      {open.map(([name, value]) => (
        <Output key={name} name={name}>
          <span className={classes.value}>{asText(value)}</span>
        </Output>
      ))}
      {secrets.map(name => (
        <Output key={name} name={name}>
          <Secret resource={id} output={name} className={classes.value} />
        </Output>
      ))}
    </dl>
  );
}

function Output(props: { name: string; children: JSX.Element }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
