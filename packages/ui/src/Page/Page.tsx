import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { PageTitle } from './PageTitle';
import { useFillWindow } from './useFillWindow';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 3, 6),
    maxWidth: 1440,
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5, 1.5, 4) },
  },
  filling: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(2, 3),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
}));

/** What {@link Page} needs. */
export interface PageProps {
  /** What people call the page, for the browser's tab; absent while it is not known. */
  title?: string;
  /** It ends where the window does, and what is in it scrolls. */
  fills?: boolean;
  children: ReactNode;
}

/** The main landmark of a page: its parts one below the other, its name in the browser's tab. */
export function Page({ title, fills = false, children }: PageProps) {
  const classes = useStyles();
  const fill = useFillWindow(fills);
  return (
    <main className={fills ? classes.filling : classes.root} {...fill}>
      {title && <PageTitle of={title} />}
      {children}
    </main>
  );
}
