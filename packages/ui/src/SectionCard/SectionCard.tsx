import { useId, type ReactNode, type Ref } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  root: { overflow: 'hidden' },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 1.5),
    padding: theme.spacing(1.75, 2, 1),
  },
  title: { fontSize: theme.typography.pxToRem(15), fontWeight: 600, margin: 0 },
  note: { color: theme.palette.text.secondary },
  action: { marginLeft: 'auto' },
  body: { padding: theme.spacing(0, 2, 2) },
}));

/** What {@link SectionCard} needs. */
export interface SectionCardProps {
  title: string;
  /** A count or a few words beside the title. */
  note?: ReactNode;
  /** The section's own way on, at the end of the title line. */
  action?: ReactNode;
  /** Makes the title take the focus that what is gone from the section had. */
  titleRef?: Ref<HTMLHeadingElement>;
  /** Keeps what is in it from the edges; lists go from one to the other. */
  padded?: boolean;
  children: ReactNode;
}

/** A titled part of a page, named for assistive technology by its title. */
export function SectionCard(props: SectionCardProps) {
  const { title, note, action, titleRef, padded, children } = props;
  const classes = useStyles();
  const titleId = useId();
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.root}
      aria-labelledby={titleId}
    >
      <div className={classes.head}>
        <Typography
          variant="h2"
          id={titleId}
          className={classes.title}
          ref={titleRef}
          tabIndex={titleRef ? -1 : undefined}
        >
          {title}
        </Typography>
        {note !== undefined && (
          <Typography variant="body2" className={classes.note}>
            {note}
          </Typography>
        )}
        {action && <div className={classes.action}>{action}</div>}
      </div>
      {padded ? <div className={classes.body}>{children}</div> : children}
    </Paper>
  );
}
