import type { ReactNode } from 'react';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import { Quiet } from '../layout/Quiet';

const useStyles = makeStyles(theme => ({
  title: {
    margin: 0,
    fontSize: theme.typography.pxToRem(18),
    fontWeight: 600,
    overflowWrap: 'anywhere',
  },
}));

/** The title of a decision, and what it is about in a line below. */
export function DecisionTitle(props: {
  id: string;
  title: string;
  about?: ReactNode;
}) {
  const { id, title, about } = props;
  const classes = useStyles();
  if (!about) return <DialogTitle id={id}>{title}</DialogTitle>;
  return (
    <DialogTitle id={id} disableTypography>
      <h2 className={classes.title}>{title}</h2>
      <Quiet>{about}</Quiet>
    </DialogTitle>
  );
}
