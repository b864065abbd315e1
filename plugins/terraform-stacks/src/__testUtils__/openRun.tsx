import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { stackParts } from '../components/run/stackParts';
import type { StackRunDetails } from '../lib/runOf';
import { rootRouteRef } from '../routes';

/** What is ours on the page of a run with these details. */
export async function openRun(
  details: Omit<StackRunDetails, 'stack'>,
  status = 'awaiting-approval',
) {
  const { Change, Beside, Links } = stackParts;
  const run = {
    status,
    details: { stack: 'shop-dev', ...details },
  } as never;
  await renderInTestApp(
    <>
      {Links && <Links run={run} />}
      {Change && <Change run={run} />}
      {Beside && <Beside run={run} />}
    </>,
    {
      mountedRoutes: {
        '/terraform-stacks': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}
