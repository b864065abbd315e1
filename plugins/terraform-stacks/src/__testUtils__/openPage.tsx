import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { runsApiRef } from '@towpath/plugin-runs-react';
import terraformStacksPlugin, { terraformStacksApiRef } from '..';
import type { StubStacks } from './StubStacks';

const named = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

/** Of which there are none; what was asked is kept. */
class NoRuns {
  readonly asked: unknown[] = [];
  list = async (query: unknown) => {
    this.asked.push(query);
    return { items: [], unanswered: [] };
  };
  listKinds = async () => [];
}

/** Opens one of the pages below `/terraform-stacks`. */
export function openPage(address: string, backend: StubStacks) {
  const runs = new NoRuns();
  renderTestApp({
    features: [terraformStacksPlugin],
    initialRouteEntries: [`/terraform-stacks${address}`],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      catalogApiMock({
        entities: [named('Group', 'team-finance'), named('Environment', 'dev')],
      }),
      [terraformStacksApiRef, backend.api],
      [runsApiRef, runs as never],
    ],
  });
  return runs;
}

/** Opens the page of an entity of the catalog, with our cards on it. */
export function openEntity(kind: string, name: string, backend: StubStacks) {
  renderTestApp({
    features: [terraformStacksPlugin],
    extensions: [createTestEntityPage({ entity: named(kind, name) })],
    apis: [
      catalogApiMock({ entities: [] }),
      [terraformStacksApiRef, backend.api],
      [runsApiRef, new NoRuns() as never],
    ],
  });
}
