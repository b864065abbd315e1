import type { IconComponent } from '@backstage/frontend-plugin-api';
import {
  RiAddBoxLine,
  RiBookOpenLine,
  RiBracesLine,
  RiStackLine,
} from '@remixicon/react';

/** A page that has its own place in the sidebar. */
export interface Destination {
  /** The page's extension id. */
  id: string;
  text: string;
  Icon: IconComponent;
}

/** What people come to do, most frequent first. */
export const destinations: Destination[] = [
  { id: 'page:catalog', text: 'Catalog', Icon: RiStackLine },
  { id: 'page:api-docs', text: 'APIs', Icon: RiBracesLine },
  { id: 'page:techdocs', text: 'Docs', Icon: RiBookOpenLine },
  { id: 'page:scaffolder', text: 'Create', Icon: RiAddBoxLine },
];

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
