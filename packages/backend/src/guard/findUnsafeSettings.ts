import type { Config } from '@backstage/config';
import type { PluginSettings } from '@towpath/backend-kit';
import { readAcceptedRisks } from './acceptedRisks';
import { findOpenBrowser } from './browser';
import { findOpenCatalog } from './catalogRules';
import {
  findClearText,
  findDangerousKeys,
  findDangerousVariables,
} from './dangerousKeys';
import { findUnsafeDatabase } from './database';
import { findClearDatabase } from './databaseTls';
import { findLocalServices, findSandboxCompany } from './hosts';
import { readMode } from './mode';
import { findWideReach } from './reach';
import { findWeakSecrets } from './secrets';
import { findOpenSignIn } from './signIn';
import { findLooseTokens } from './tokens';
import type { UnsafeSetting } from './UnsafeSetting';

type Area = (
  config: Config,
  plugins: readonly PluginSettings[],
) => UnsafeSetting[];

const AREAS: Area[] = [
  findOpenSignIn,
  findPermissionsOff,
  findDangerousKeys,
  findDangerousVariables,
  findLooseTokens,
  findOpenBrowser,
  findOpenCatalog,
  findWideReach,
  findInsecureBaseUrl,
  findUnsafeDatabase,
  findClearDatabase,
  findLocalServices,
  findClearText,
  findSandboxCompany,
  findWeakSecrets,
];

/**
 * Lists what a production backend must not start with: in each area that guards something, all
 * that is not known to be safe, and is not accepted by name in `towpath.acceptRisks`. In sandbox
 * mode there is nothing to list.
 *
 * @param plugins what the plugins say of the settings that are theirs
 * @throws InputError when `towpath.mode` is neither `sandbox` nor `production`, or an accepted risk
 * has no reason
 */
export function findUnsafeSettings(
  config: Config,
  plugins: readonly PluginSettings[],
): UnsafeSetting[] {
  if (readMode(config) === 'sandbox') {
    return [];
  }
  const accepted = readAcceptedRisks(config).map(({ key }) => key);
  const found = AREAS.flatMap(area => area(config, plugins));
  return found.filter(
    ({ key }, i) =>
      !accepted.includes(key) &&
      found.findIndex(other => other.key === key) === i,
  );
}

function findPermissionsOff(config: Config): UnsafeSetting[] {
  if (config.getOptional('permission.enabled') === true) {
    return [];
  }
  return [
    {
      key: 'permission.enabled',
      problem: 'is not true, so everyone may do everything',
      remedy: 'set true',
    },
  ];
}

function findInsecureBaseUrl(config: Config): UnsafeSetting[] {
  const key = 'backend.baseUrl';
  const baseUrl = String(config.getOptional(key) ?? '');
  const plainAllowed = config.getOptionalBoolean(
    'towpath.allowInsecureBaseUrl',
  );
  if (/^https:/i.test(baseUrl) || (plainAllowed && /^http:/i.test(baseUrl))) {
    return [];
  }
  return [
    {
      key,
      problem: 'does not begin with https://',
      remedy:
        'set the https address people use, or towpath.allowInsecureBaseUrl: true on a private network',
    },
  ];
}
