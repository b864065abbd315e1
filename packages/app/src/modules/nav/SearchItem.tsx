import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { SidebarItem } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { SearchIcon } from './icons';
import { useSearchKeys } from './useSearchKeys';

const SearchDialog = lazy(() => import('./SearchDialog'));

/** Opens search over the page: by click, by Ctrl-K (or ⌘K) and by `/`. */
export function SearchItem() {
  const [open, setOpen] = useState(false);
  const { pathname, search } = useLocation();
  const show = useCallback(() => setOpen(true), []);
  useSearchKeys(show);
  useEffect(() => setOpen(false), [pathname, search]);

  return (
    <>
      <SidebarItem icon={SearchIcon} text="Search" onClick={show}>
        <Typography variant="caption" component="kbd" aria-hidden>
          Ctrl K
        </Typography>
      </SidebarItem>
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
