import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { TowpathSidebar } from './TowpathSidebar';

const sidebar = NavContentBlueprint.make({
  params: { component: TowpathSidebar },
});

/** The sidebar. */
export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [sidebar],
});
