/** Does the work of __WORDS__, as durable runs. @packageDocumentation */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { createPluginAccess, named } from '@towpath/backend-kit';
import {
  __CAMEL__ReadPermission,
  __CAMEL__StartPermission,
} from '@towpath/plugin-__ID__-common';
import { __CAMEL__Plugin, CHANNEL } from './plugin';

/** Who may what. */
const access = createPluginAccess({
  pluginId: '__ID__',
  permissions: {
    [__CAMEL__ReadPermission.name]: 'developer',
    [__CAMEL__StartPermission.name]: 'developer',
  },
  channels: { [CHANNEL]: __CAMEL__ReadPermission },
  tokenRoutes: [named('POST', '/runs', __CAMEL__StartPermission)],
});

export default createBackendFeatureLoader({
  loader: () => [__CAMEL__Plugin, access],
});
