import { QueryScope, Waiting } from '@towpath/ui';
import { lazy, Suspense, type ReactNode } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';
import { useLiveUpdates } from '../queries/useLiveUpdates';
import { EnvironmentTabs } from './EnvironmentTabs';
import { NoSuchPage } from './NoSuchPage';
import { PromoteDialog } from './promote/PromoteDialog';

const ApprovalsPlace = lazy(() =>
  import('./approvals/ApprovalsPlace').then(m => ({
    default: m.ApprovalsPlace,
  })),
);
const FreezesPage = lazy(() =>
  import('./freezes/FreezesPage').then(m => ({ default: m.FreezesPage })),
);
const PromotionsPage = lazy(() =>
  import('./promotions/PromotionsPage').then(m => ({
    default: m.PromotionsPage,
  })),
);
const PromotionPage = lazy(() =>
  import('./run/PromotionPage').then(m => ({ default: m.PromotionPage })),
);

/** The pages below `/environments`. `board` is the first of them. */
export function EnvironmentsRouter({ board }: { board: ReactNode }) {
  return (
    <QueryScope>
      <Pages board={board} />
    </QueryScope>
  );
}

function Pages({ board }: { board: ReactNode }) {
  return (
    <>
      <EnvironmentTabs />
      <Suspense fallback={<Waiting rows={8} />}>
        <Routes>
          <Route path="/" element={board} />
          <Route element={<Live />}>
            <Route path="/approvals" element={<ApprovalsPlace />} />
            <Route path="/freezes" element={<FreezesPage />} />
            <Route path="/promotions" element={<PromotionsPage />} />
            <Route path="/promotions/:id" element={<PromotionPage />} />
          </Route>
          <Route path="*" element={<NoSuchPage />} />
        </Routes>
      </Suspense>
      <PromoteDialog />
    </>
  );
}

/** The board keeps itself up to date; the rest is kept so here. */
function Live() {
  useLiveUpdates();
  return <Outlet />;
}
