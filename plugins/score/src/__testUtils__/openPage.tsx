import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import type { Run } from '@towpath/plugin-runs-common';
import { runsApiRef } from '@towpath/plugin-runs-react';
import scorePlugin, { scoreApiRef } from '..';
import type { StubScoreApi } from './StubScoreApi';

const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payment-service', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/team-finance' }],
};

const environment = (name: string): Entity => ({
  apiVersion: 'towpath.dev/v1alpha1',
  kind: 'Environment',
  metadata: { name, namespace: 'default' },
});

/** Opens one of the pages below `/score`. */
export function openPage(path: string, api: StubScoreApi) {
  renderTestApp({
    features: [scorePlugin],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      catalogApiMock({
        entities: [component, environment('dev'), environment('prod')],
      }),
      [scoreApiRef, api],
    ],
  });
}

/** Opens the tab of the component `payment-service`, of which there were these runs. */
export function openTab(
  api: StubScoreApi,
  signals?: SignalApi,
  runs: Run[] = [],
) {
  renderTestApp({
    features: [scorePlugin],
    extensions: [createTestEntityPage({ entity: component })],
    apis: [
      catalogApiMock({ entities: [component] }),
      [scoreApiRef, api],
      [
        runsApiRef,
        {
          list: async () => ({ items: runs }),
          listKinds: async () => [],
        } as never,
      ],
      ...(signals ? [[signalApiRef, signals] as const] : []),
    ],
  });
}
