import type { IconComponent } from '@backstage/core-plugin-api';
import {
  ApisIcon,
  ApprovalsIcon,
  CatalogIcon,
  CreateIcon,
  DocsIcon,
  EnvironmentsIcon,
} from './icons';

/** A page that has its own place in the sidebar. */
export interface Destination {
  /** The page's extension id. */
  id: string;
  text: string;
  Icon: IconComponent;
}

/** What people come to do, most frequent first. */
export const destinations: Destination[] = [
  { id: 'page:catalog', text: 'Catalog', Icon: CatalogIcon },
  { id: 'page:api-docs', text: 'APIs', Icon: ApisIcon },
  { id: 'page:techdocs', text: 'Docs', Icon: DocsIcon },
  { id: 'page:scaffolder', text: 'Create', Icon: CreateIcon },
  { id: 'page:environment', text: 'Environments', Icon: EnvironmentsIcon },
  { id: 'page:runs/approvals', text: 'Approvals', Icon: ApprovalsIcon },
];

/** Pages that are reached from another place than the list of plugins. */
export const reachedElsewhere = [
  'page:home',
  'page:search',
  'page:notifications',
  'page:user-settings',
  'page:catalog-import',
  'page:catalog-graph',
  'page:runs',
  'page:auth',
  'page:app-visualizer',
];
