import {
  coreExtensionData,
  createExtensionInput,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { RiStackLine } from '@remixicon/react';

/**
 * The catalog's list. It stands in for the catalog plugin's own page, which
 * takes the same filters but leaves no choice of columns.
 */
export const catalogIndexPage = PageBlueprint.makeWithOverrides({
  inputs: {
    filters: createExtensionInput([coreExtensionData.reactElement]),
  },
  factory(originalFactory, { inputs }) {
    return originalFactory({
      path: '/catalog',
      routeRef: catalogPlugin.routes.catalogIndex,
      title: 'Catalog',
      icon: <RiStackLine />,
      loader: async () => {
        const { CatalogIndex } = await import('./CatalogIndex');
        const filters = inputs.filters.map(filter =>
          filter.get(coreExtensionData.reactElement),
        );
        return <CatalogIndex filters={filters} />;
      },
    });
  },
});
