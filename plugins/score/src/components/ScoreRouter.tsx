import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { NoSuchPage, QueryScope, Waiting } from '@towpath/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { rootRouteRef } from '../routes';
import { ScoreTabs } from './ScoreTabs';

const BoardPage = lazy(() =>
  import('./board/BoardPage').then(m => ({ default: m.BoardPage })),
);
const TypesPage = lazy(() =>
  import('./types/TypesPage').then(m => ({ default: m.TypesPage })),
);
const PatchesPage = lazy(() =>
  import('./patches/PatchesPage').then(m => ({ default: m.PatchesPage })),
);
const ImportsPage = lazy(() =>
  import('./imports/ImportsPage').then(m => ({ default: m.ImportsPage })),
);
const PlanPage = lazy(() =>
  import('./plan/PlanPage').then(m => ({ default: m.PlanPage })),
);
// It brings an editor of text, which is large.
const EditorPage = lazy(() =>
  import('./editor/EditorPage').then(m => ({ default: m.EditorPage })),
);

/** The pages below `/score`. */
export function ScoreRouter() {
  return (
    <QueryScope>
      <ScoreTabs />
      <Suspense fallback={<Waiting rows={8} />}>
        <Routes>
          <Route path="/" element={<BoardPage />} />
          <Route path="/types" element={<TypesPage />} />
          <Route path="/patches" element={<PatchesPage />} />
          <Route path="/imports" element={<ImportsPage />} />
          <Route path="/plans/:id" element={<PlanPage />} />
          <Route path="/editor" element={<EditorPage />} />
          <Route path="*" element={<Nothing />} />
        </Routes>
      </Suspense>
    </QueryScope>
  );
}

function Nothing() {
  const board = useRouteRef(rootRouteRef);
  return <NoSuchPage action={<Link to={board()}>See all resources</Link>} />;
}
