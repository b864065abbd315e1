import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import type { PluginSettings } from '@towpath/backend-kit';
import { findStrings, type Setting } from './findStrings';
import { isLocal, isOfSandboxCompany } from './localHosts';
import type { UnsafeSetting } from './UnsafeSetting';

const ALLOW_KEY = 'towpath.allowLocalServices';

const PLACES = [
  'auth.providers',
  'integrations',
  'backend.database',
  'catalog.providers',
  'catalog.locations',
  'scaffolder.defaultEnvironment',
];

/** Settings that lead to a service on this machine, where the sandbox lives. */
export function findLocalServices(
  config: Config,
  plugins: readonly PluginSettings[],
): UnsafeSetting[] {
  if (config.getOptionalBoolean(ALLOW_KEY)) {
    return [];
  }
  return stringsOf(config, plugins)
    .filter(isLocal)
    .map(({ key }) => ({
      key,
      problem: 'points at this machine, as the sandbox does',
      remedy: `set the address of the real service, or ${ALLOW_KEY}: true if it runs here`,
    }));
}

/** Settings copied from the sandbox that name its invented company. */
export function findSandboxCompany(
  config: Config,
  plugins: readonly PluginSettings[],
): UnsafeSetting[] {
  return stringsOf(config, plugins)
    .filter(isOfSandboxCompany)
    .map(({ key }) => ({
      key,
      problem: 'names the invented company of the sandbox',
      remedy: 'set an address of your own company',
    }));
}

function stringsOf(
  config: Config,
  plugins: readonly PluginSettings[],
): Setting[] {
  const places = plugins.flatMap(({ services = [] }) => services);
  return [...PLACES, ...places].flatMap(place =>
    findStrings(config.getOptional<JsonValue>(place), place),
  );
}
