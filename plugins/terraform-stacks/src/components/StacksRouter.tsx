import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { NoSuchPage, QueryScope, Waiting } from '@towpath/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { StacksTabs } from './StacksTabs';

const BoardPage = lazy(() =>
  import('./board/BoardPage').then(m => ({ default: m.BoardPage })),
);
const DriftPage = lazy(() =>
  import('./drift/DriftPage').then(m => ({ default: m.DriftPage })),
);
const RunsPage = lazy(() =>
  import('./board/RunsPage').then(m => ({ default: m.RunsPage })),
);
const NewStackPage = lazy(() =>
  import('./new/NewStackPage').then(m => ({ default: m.NewStackPage })),
);
const StackPage = lazy(() =>
  import('./stack/StackPage').then(m => ({ default: m.StackPage })),
);

/** The pages below `/terraform-stacks`. */
export function StacksRouter() {
  return (
    <QueryScope>
      <StacksTabs />
      <Suspense fallback={<Waiting rows={8} />}>
        <Routes>
          <Route path="/" element={<BoardPage />} />
          <Route path="/-/drift" element={<DriftPage />} />
          <Route path="/-/runs" element={<RunsPage />} />
          <Route path="/-/new" element={<NewStackPage />} />
          <Route path="/:key/*" element={<StackPage />} />
          <Route path="*" element={<Nothing />} />
        </Routes>
      </Suspense>
    </QueryScope>
  );
}

function Nothing() {
  const board = useRouteRef(rootRouteRef);
  return <NoSuchPage action={<Link to={board()}>See all stacks</Link>} />;
}
