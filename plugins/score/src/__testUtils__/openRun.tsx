import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { Run } from '@towpath/plugin-runs-common';
import {
  RunPage,
  runsApiRef,
  runViewsApiRef,
  type RunView,
} from '@towpath/plugin-runs-react';
import { QueryScope } from '@towpath/ui';
import { rootRouteRef } from '../routes';

/** The page of a run, with what the plugin adds to runs of its kind. */
export function openRun(run: Run, view: RunView): void {
  const runs = {
    get: async () => run,
    getLog: async () => ({ lines: [], ended: false }),
    listKinds: async () => [],
  };
  renderInTestApp(
    <QueryScope>
      <RunPage id={run.id} kind={run.kind} />
    </QueryScope>,
    {
      mountedRoutes: {
        '/score': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [runsApiRef, runs as never],
        [runViewsApiRef, { list: () => [view] }],
      ],
    },
  );
}
