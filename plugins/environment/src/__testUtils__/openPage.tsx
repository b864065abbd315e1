import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  AuthorizeResult,
  type EvaluatePermissionRequest,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '@towpath/ui';
import { environmentApiRef } from '../api/environmentApiRef';
import { EnvironmentsRouter } from '../components/EnvironmentsRouter';
import { useLiveUpdates } from '../queries/useLiveUpdates';
import { rootRouteRef } from '../routes';
import { createSignals } from './createSignals';
import type { StubEnvironment } from './StubEnvironment';
import { runApis } from './runApis';

/** Stands in for the board: like the real one it hears signals. */
function Board() {
  useLiveUpdates();
  return <p>the board</p>;
}

/**
 * Opens one of the pages below `/environments` as Grace.
 *
 * @param address - what follows `/environments`, such as `/approvals`.
 * @param may - what she is allowed; everything when absent.
 */
export async function openPage(
  address: string,
  backend: StubEnvironment,
  may: (request: EvaluatePermissionRequest) => boolean = () => true,
) {
  const signals = createSignals();
  await renderInTestApp(
    <QueryClientProvider client={createQueryClient()}>
      <EnvironmentsRouter board={<Board />} />
    </QueryClientProvider>,
    {
      mountPath: '/environments',
      initialRouteEntries: [`/environments${address}`],
      mountedRoutes: {
        '/environments': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [environmentApiRef, backend.api],
        ...runApis(backend),
        [signalApiRef, signals],
        [catalogApiRef, catalogApiMock()],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: request =>
              may(request) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          }),
        ],
        [
          identityApiRef,
          mockApis.identity({ userEntityRef: 'user:default/grace' }),
        ],
      ],
    },
  );
  return { signals };
}
