/** Shows the rules of the platform, whatever they judge. @packageDocumentation */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import {
  asks,
  createPluginAccess,
  createPluginSettings,
  reads,
} from '@towpath/backend-kit';
import { policiesReadPermission } from '@towpath/plugin-policies-common';
import { policiesPlugin } from './plugin';

/** Who may what. */
const access = createPluginAccess({
  pluginId: 'policies',
  permissions: { [policiesReadPermission.name]: 'developer' },
  tokenRoutes: [
    ...reads(policiesReadPermission)('/policies'),
    ...asks(policiesReadPermission)('/trials'),
  ],
});

const settings = createPluginSettings({
  known: {
    policies: ['opa'],
    'policies.opa': ['url', 'token', 'timeout'],
  },
});

export default createBackendFeatureLoader({
  loader: () => [policiesPlugin, access, settings],
});
