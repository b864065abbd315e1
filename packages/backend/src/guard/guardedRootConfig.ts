import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigSources } from '@backstage/config-loader';
import { pluginSettingsServiceRef } from '@towpath/backend-kit';
import { findUnsafeSettings } from './findUnsafeSettings';
import { UnsafeSettingsError } from './UnsafeSetting';

/**
 * The configuration service, read from the `--config` files as always, which refuses to come up on
 * unsafe settings. Every other service needs it, the listener and the logger included: so nothing
 * runs, listens or connects before.
 */
export const guardedRootConfig = createServiceFactory({
  service: coreServices.rootConfig,
  deps: { plugins: pluginSettingsServiceRef },
  async factory({ plugins }) {
    const config = await ConfigSources.toConfig(ConfigSources.default({}));
    const unsafe = findUnsafeSettings(config, plugins);
    if (unsafe.length > 0) {
      throw new UnsafeSettingsError(unsafe);
    }
    return config;
  },
});
