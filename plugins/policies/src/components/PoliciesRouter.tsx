import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { NoSuchPage, PageTabs, QueryScope, Waiting } from '@towpath/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { rootRouteRef, trialRouteRef } from '../routes';
import { PoliciesPage } from './PoliciesPage';

// It brings a reader of YAML.
const TrialPage = lazy(() =>
  import('./TrialPage').then(m => ({ default: m.TrialPage })),
);

/** The pages below `/policies`. */
export function PoliciesRouter() {
  const all = useRouteRef(rootRouteRef);
  const trial = useRouteRef(trialRouteRef);
  return (
    <QueryScope>
      <PageTabs
        label="Policies"
        tabs={[
          { to: all(), words: 'Policies', alone: true },
          { to: trial(), words: 'Try a document' },
        ]}
      />
      <Suspense fallback={<Waiting rows={8} />}>
        <Routes>
          <Route path="/" element={<PoliciesPage />} />
          <Route path="/try" element={<TrialPage />} />
          <Route
            path="*"
            element={
              <NoSuchPage action={<Link to={all()}>See all policies</Link>} />
            }
          />
        </Routes>
      </Suspense>
    </QueryScope>
  );
}
