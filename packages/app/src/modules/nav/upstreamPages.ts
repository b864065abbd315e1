import type { IconComponent } from '@backstage/core-plugin-api';
import { ApisIcon, CatalogIcon, CreateIcon, DocsIcon } from './icons';

/** How a page stands in the sidebar. */
interface Look {
  text: string;
  Icon: IconComponent;
}

/** What the portal calls Backstage's own pages, by the page's extension id. Others name themselves. */
export const looks: ReadonlyMap<string, Look> = new Map([
  ['page:catalog', { text: 'Catalog', Icon: CatalogIcon }],
  ['page:api-docs', { text: 'APIs', Icon: ApisIcon }],
  ['page:techdocs', { text: 'Docs', Icon: DocsIcon }],
  ['page:scaffolder', { text: 'Create', Icon: CreateIcon }],
]);

/** Pages that are reached from another place than the list of plugins. */
export const reachedElsewhere = [
  'page:home',
  'page:search',
  'page:notifications',
  'page:user-settings',
  'page:catalog-import',
  'page:catalog-graph',
  'page:auth',
  'page:app-visualizer',
];
