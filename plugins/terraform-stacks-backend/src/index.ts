/**
 * Terraform stacks: whose they are, and the runs that plan and apply.
 *
 * @packageDocumentation
 */
import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import {
  createPluginAccess,
  createPluginSettings,
  reads,
} from '@towpath/backend-kit';
import {
  terraformStacksManagePermission,
  terraformStacksReadPermission,
  terraformStacksStartPermission,
} from '@towpath/plugin-terraform-stacks-common';
import { terraformSettings } from '@towpath/terraform';
import { CHANNEL } from './channel';
import { terraformStacksPlugin } from './plugin';

/** Who may what. */
const access = createPluginAccess({
  pluginId: 'terraform-stacks',
  permissions: {
    [terraformStacksReadPermission.name]: 'developer',
    [terraformStacksStartPermission.name]: 'developer',
    [terraformStacksManagePermission.name]: 'platform-engineer',
  },
  channels: { [CHANNEL]: terraformStacksReadPermission },
  tokenRoutes: reads(terraformStacksReadPermission)(
    '/runs/:id',
    '/stacks',
    '/stacks/:key',
    '/stacks/:key/outputs',
    '/stacks/:key/resources',
    '/stacks/:key/versions',
    '/stacks/:key/versions/difference',
  ),
});

/** The plugin, who may what in it, and which settings it reads. */
export default createBackendFeatureLoader({
  loader: () => [
    terraformStacksPlugin,
    access,
    createPluginSettings(terraformSettings),
  ],
});
