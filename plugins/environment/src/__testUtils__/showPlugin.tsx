import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import environmentPlugin from '..';
import { environmentApiRef } from '../api/environmentApiRef';
import { createSignals } from './createSignals';
import type { StubEnvironment } from './StubEnvironment';
import { runApis } from './runApis';

/** What {@link showPlugin} shows. */
export interface ShowPluginOptions {
  backend: StubEnvironment;
  /** Address of the page; the board when absent. */
  path?: string;
  /** Shows the cards and tabs of this entity instead. */
  entity?: Entity;
}

/** Shows the plugin's pages as the portal does, with a backend that says what it is told to. */
export function showPlugin({ backend, path, entity }: ShowPluginOptions) {
  const signals = createSignals();
  renderTestApp({
    features: [environmentPlugin],
    extensions: entity ? [createTestEntityPage({ entity })] : [],
    initialRouteEntries: [path ?? (entity ? '/' : '/environments')],
    // The page of an entity brings its own.
    mountedRoutes: entity
      ? {}
      : { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      catalogApiMock({ entities: [] }),
      [environmentApiRef, backend.api],
      ...runApis(backend),
      [signalApiRef, signals],
    ],
  });
  return { signals };
}

/** A service in the catalog. */
export const component = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', owner: 'team-finance', lifecycle: 'production' },
});
