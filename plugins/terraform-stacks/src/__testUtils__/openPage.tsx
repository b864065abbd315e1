import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  entityRouteRef,
  type CatalogApi,
} from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { runsApiRef } from '@towpath/plugin-runs-react';
import terraformStacksPlugin, { terraformStacksApiRef } from '..';
import type { StubStacks } from './StubStacks';

/** An entity that is no more than its name. */
export const named = (kind: string, name: string): Entity => ({
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

const filledCatalog = () =>
  catalogApiMock({
    entities: [named('Group', 'team-finance'), named('Environment', 'dev')],
  });

/** What is not so by itself in a test. */
interface World {
  catalog?: CatalogApi;
  mayStart?: boolean;
}

/** Opens one of the pages below `/terraform-stacks`. */
export function openPage(
  address: string,
  backend: StubStacks,
  { catalog = filledCatalog(), mayStart = true }: World = {},
) {
  const runs = new NoRuns();
  renderTestApp({
    features: [terraformStacksPlugin],
    initialRouteEntries: [`/terraform-stacks${address}`],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [catalogApiRef, catalog],
      [
        permissionApiRef,
        mockApis.permission({
          authorize: mayStart ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        }),
      ],
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
