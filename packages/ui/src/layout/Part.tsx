import { useId, type ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.pxToRem(13),
    fontWeight: 600,
  },
}));

/** What {@link Part} needs. */
export interface PartProps {
  title: ReactNode;
  children: ReactNode;
}

/** A titled part of a card or dialog, named for assistive technology by its title. */
export function Part({ title, children }: PartProps) {
  const classes = useStyles();
  const titleId = useId();
  return (
    <div role="group" aria-labelledby={titleId}>
      <p id={titleId} className={classes.title}>
        {title}
      </p>
      {children}
    </div>
  );
}
