import { useRouteRef } from '@backstage/core-plugin-api';
import { RunPage } from '@towpath/plugin-runs-react';
import { QueryScope } from '@towpath/ui';
import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { approvalsRouteRef } from '../routes';

/** The pages below `/runs`. */
export function RunsRouter() {
  const approvals = useRouteRef(approvalsRouteRef);
  return (
    <QueryScope>
      <Routes>
        <Route path="/" element={<Navigate to={approvals()} replace />} />
        <Route path="/:id" element={<OneRun />} />
      </Routes>
    </QueryScope>
  );
}

function OneRun() {
  const { id = '' } = useParams();
  return <RunPage id={id} />;
}
