import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import { findLocalHosts } from './localHosts';
import type { UnsafeSetting } from './UnsafeSetting';

const ALLOW_KEY = 'towpath.allowLocalServices';

const PLACES = [
  'auth.providers',
  'integrations',
  'backend.database',
  'catalog.providers',
  'catalog.locations',
  'argocd.instances',
];

/** Settings that lead to a service on this machine, where the sandbox lives. */
export function findLocalServices(config: Config): UnsafeSetting[] {
  if (config.getOptionalBoolean(ALLOW_KEY)) {
    return [];
  }
  return PLACES.flatMap(place =>
    findLocalHosts(config.getOptional<JsonValue>(place), place),
  ).map(key => ({
    key,
    problem: 'points at this machine, as the sandbox does',
    remedy: `set the address of the real service, or ${ALLOW_KEY}: true if it runs here`,
  }));
}
