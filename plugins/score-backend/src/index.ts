/**
 * Plans and provides what Score files ask for, as durable runs.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import {
  asks,
  asPortal,
  createPluginAccess,
  named,
  ownedResource,
  reads,
} from '@towpath/backend-kit';
import {
  RESOURCE_TYPE_SCORE_TARGET,
  scoreProvisionPermission,
  scoreReadPermission,
} from '@towpath/plugin-score-common';
import { allowOwnTargets } from './permissions';
import { CHANNEL, RESOURCES_CHANNEL, scorePlugin } from './plugin';

/** Who may what. */
const access = createPluginAccess({
  pluginId: 'score',
  permissions: {
    'score.resource.read': 'developer',
    'score.provision.create': 'owner',
    'score.file.update': 'owner',
    'score.secret.read': 'owner',
    'score.resource.update': 'owner',
    'score.copy.delete': 'owner',
    'score.secret.reseal': 'platform-engineer',
  },
  owned: [ownedResource(RESOURCE_TYPE_SCORE_TARGET, allowOwnTargets)],
  channels: {
    [CHANNEL]: scoreReadPermission,
    [RESOURCES_CHANNEL]: scoreReadPermission,
  },
  tokenRoutes: [
    ...reads(scoreReadPermission)('/services/:kind/:namespace/:name').map(
      asPortal,
    ),
    ...reads(scoreReadPermission)(
      '/plans/:id',
      '/provisions/:id',
      '/resources',
      '/asked-resources',
      '/patches',
      '/imports',
      '/resource-types',
    ),
    ...asks(scoreReadPermission)('/validate', '/render').map(asPortal),
    named('POST', '/provisions', scoreProvisionPermission),
  ],
});

export default createBackendFeatureLoader({
  loader: () => [scorePlugin, access],
});
