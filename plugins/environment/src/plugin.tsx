import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiStackLine } from '@remixicon/react';
import {
  aboutEnvironmentCard,
  promotionPipelineCard,
} from './extensions/entityCards';

/** What an environment is and how versions reach it, on its catalog page. */
export const environmentPlugin = createFrontendPlugin({
  pluginId: 'environment',
  title: 'Environments',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [aboutEnvironmentCard, promotionPipelineCard],
});
