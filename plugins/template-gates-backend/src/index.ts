/**
 * Golden paths and golden gates: holds what rules about templates ask for, until the people whom they name have agreed.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import {
  asks,
  asPortal,
  createPluginAccess,
  createPluginSettings,
  reads,
} from '@towpath/backend-kit';
import { templateGatesReadPermission } from '@towpath/plugin-template-gates-common';
import { templateDoor } from './door';
import { CHANNEL, templateGatesPlugin } from './plugin';

/** Who may what. */
const access = createPluginAccess({
  pluginId: 'template-gates',
  permissions: {
    'template-gates.run.read': 'developer',
    'template-gates.run.manage': 'platform-engineer',
  },
  channels: { [CHANNEL]: templateGatesReadPermission },
  tokenRoutes: [
    ...asks(templateGatesReadPermission)('/judgements').map(asPortal),
    ...reads(templateGatesReadPermission)('/fields'),
  ],
});

const settings = createPluginSettings({
  known: {
    templateGates: [
      ...['policies', 'prices', 'expiresAfter', 'remindAfter', 'secrets'],
    ],
    'templateGates.secrets': ['keys'],
    'templateGates.secrets.keys[]': ['id', 'secret'],
  },
});

export default createBackendFeatureLoader({
  loader: () => [templateGatesPlugin, templateDoor, access, settings],
});
