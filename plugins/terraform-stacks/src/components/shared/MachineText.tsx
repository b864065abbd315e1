import { makeStyles } from '@material-ui/core/styles';
import { monospace } from '@towpath/ui';

const useStyles = makeStyles(theme => ({
  text: { ...monospace(theme), margin: 0, overflowX: 'auto' },
}));

/** What a machine wrote, as it stands. */
export function MachineText({ label, text }: { label: string; text: string }) {
  const classes = useStyles();
  return (
    // It may be wider than the page, and is moved by the keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={classes.text} tabIndex={0} aria-label={label}>
      {text}
    </pre>
  );
}
