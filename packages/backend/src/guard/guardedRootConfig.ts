import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigSources, type ConfigSource } from '@backstage/config-loader';
import { findUnsafeSettings } from './findUnsafeSettings';
import { UnsafeSettingsError } from './UnsafeSetting';

/**
 * The configuration service, which refuses to come up on unsafe settings. Every other service
 * needs it, the listener and the logger included: so nothing runs, listens or connects before.
 *
 * @param source where the configuration is read; the `--config` files when absent
 */
export function guardedRootConfig(source?: ConfigSource) {
  return createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    async factory() {
      const config = await ConfigSources.toConfig(
        source ?? ConfigSources.default({}),
      );
      const unsafe = findUnsafeSettings(config);
      if (unsafe.length > 0) {
        throw new UnsafeSettingsError(unsafe);
      }
      return config;
    },
  });
}
