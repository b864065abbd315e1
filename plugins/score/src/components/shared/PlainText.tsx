import { makeStyles } from '@material-ui/core/styles';
import { monospace } from '@towpath/ui';

const useStyles = makeStyles(theme => ({
  text: {
    ...monospace(theme),
    margin: 0,
    // What scrolls sideways would have to be reached by the keyboard.
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
}));

/** A text of a file, as it is written. */
export function PlainText({ text }: { text: string }) {
  const classes = useStyles();
  return <pre className={classes.text}>{text}</pre>;
}
