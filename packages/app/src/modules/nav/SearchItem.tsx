import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { SidebarItem } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { SearchIcon } from './icons';
import { useSearchKeys } from './useSearchKeys';

const SearchDialog = lazy(() => import('./SearchDialog'));

// Drawn, not written: the item's name is "Search", and must be what is read out.
const useStyles = makeStyles(theme => ({
  keys: {
    fontSize: theme.typography.caption.fontSize,
    '&::after': { content: '"Ctrl K"' },
  },
}));

/** Opens search over the page: by click, by Ctrl-K (or ⌘K) and by `/`. */
export function SearchItem() {
  const classes = useStyles();
  const [open, setOpen] = useState(false);
  const { pathname, search } = useLocation();
  const show = useCallback(() => setOpen(true), []);
  useSearchKeys(show);
  useEffect(() => setOpen(false), [pathname, search]);

  return (
    <>
      <SidebarItem icon={SearchIcon} text="Search" onClick={show}>
        <span className={classes.keys} />
      </SidebarItem>
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
