import {
  createServiceFactory,
  createServiceRef,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import type { PluginAccess } from './PluginAccess';

/** What every plugin that is added says of who may what in it. */
export const pluginAccessServiceRef = createServiceRef<PluginAccess>({
  id: 'towpath.pluginAccess',
  scope: 'root',
  multiton: true,
});

/** Tells the portal who may what in a plugin; comes with the plugin from its package. */
export function createPluginAccess(access: PluginAccess): BackendFeature {
  return createServiceFactory({
    service: pluginAccessServiceRef,
    deps: {},
    factory: () => access,
  });
}
