/**
 * Does the work of score, as durable runs.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { createPluginAccess, named } from '@towpath/backend-kit';
import {
  scoreReadPermission,
  scoreStartPermission,
} from '@towpath/plugin-score-common';
import { scorePlugin, CHANNEL } from './plugin';

/** Who may what. */
const access = createPluginAccess({
  pluginId: 'score',
  permissions: {
    [scoreReadPermission.name]: 'developer',
    [scoreStartPermission.name]: 'developer',
  },
  channels: { [CHANNEL]: scoreReadPermission },
  tokenRoutes: [named('POST', '/runs', scoreStartPermission)],
});

export default createBackendFeatureLoader({
  loader: () => [scorePlugin, access],
});
