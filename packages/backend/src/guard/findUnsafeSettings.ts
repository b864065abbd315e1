import type { Config } from '@backstage/config';
import { findUnsafeDatabase } from './database';
import { findLocalServices, findSandboxCompany } from './hosts';
import { readMode } from './mode';
import { findWeakSecrets } from './secrets';
import type { UnsafeSetting } from './UnsafeSetting';

/**
 * Lists what a production backend must not start with: sandbox parts, weak secrets, open doors. In
 * sandbox mode there is nothing to list.
 *
 * @throws InputError when `towpath.mode` is neither `sandbox` nor `production`
 */
export function findUnsafeSettings(config: Config): UnsafeSetting[] {
  if (readMode(config) === 'sandbox') {
    return [];
  }
  return [
    ...findOpenDoors(config),
    ...findInsecureBaseUrl(config),
    ...findUnsafeDatabase(config),
    ...findLocalServices(config),
    ...findSandboxCompany(config),
    ...findWeakSecrets(config),
  ];
}

function findOpenDoors(config: Config): UnsafeSetting[] {
  const doors: UnsafeSetting[] = [];
  if (config.has('auth.providers.guest')) {
    doors.push({
      key: 'auth.providers.guest',
      problem: 'lets anyone in without signing in',
      remedy: 'remove it; docs/how-to/sign-in.md shows GitHub and OIDC',
    });
  }
  if (config.getOptional('permission.enabled') !== true) {
    doors.push({
      key: 'permission.enabled',
      problem: 'is not true, so everyone may do everything',
      remedy: 'set true',
    });
  }
  const noAuth = 'backend.auth.dangerouslyDisableDefaultAuthPolicy';
  if (config.getOptional(noAuth)) {
    doors.push({
      key: noAuth,
      problem: 'opens the API to who is not signed in',
      remedy: 'remove it',
    });
  }
  return doors;
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
