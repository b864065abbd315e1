import { useLocation } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import { EmptyState } from '@towpath/ui';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(6, 4), maxWidth: 720 },
  ways: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2) },
}));

const lastWordOf = (pathname: string): string =>
  decodeURIComponent(pathname.split('/').filter(Boolean).pop() ?? '');

/** An address that leads nowhere, with the ways on from it. */
export function NotFoundPage() {
  const classes = useStyles();
  const { pathname } = useLocation();
  const word = lastWordOf(pathname);
  return (
    <main className={classes.root}>
      <Typography variant="h1">Nothing here</Typography>
      <EmptyState
        title={pathname}
        why="No page has this address. It may be mistyped, or what it showed was renamed or removed."
        action={
          <div className={classes.ways}>
            <Link to={`/search?query=${encodeURIComponent(word)}`}>
              Search for “{word}”
            </Link>
            <Link to="/catalog">Browse the catalog</Link>
            <Link to="/">Home</Link>
          </div>
        }
      />
    </main>
  );
}
