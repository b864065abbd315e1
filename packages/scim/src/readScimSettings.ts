import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ScimSettings } from './ScimSettings';

/**
 * Reads `scim` of the configuration.
 *
 * @returns undefined when there is none
 * @throws InputError that names the key and what it takes
 */
export function readScimSettings(root: Config): ScimSettings | undefined {
  const config = root.getOptionalConfig('scim');
  if (!config) return undefined;
  return {
    url: readUrl(config, 'url'),
    credentials: readCredentials(config),
    patch: readChoice(config, 'patch', ['fields', 'whole']),
    active: readChoice(config, 'active', ['boolean', 'text']),
    removeMember: readChoice(config, 'removeMember', ['path', 'value']),
    matchBy: readChoice(config, 'matchBy', ['externalId', 'userName']),
  };
}

function readCredentials(config: Config): ScimSettings['credentials'] {
  const token = config.getOptionalString('token');
  if (token && config.has('tokenUrl')) {
    throw new InputError(
      'scim has both token and tokenUrl. Keep the one that the identity provider gave',
    );
  }
  if (token) return { token };
  if (!config.has('tokenUrl')) {
    throw new InputError(
      'scim.token is missing. Give the token of the identity provider, or tokenUrl, clientId and clientSecret',
    );
  }
  return {
    tokenUrl: readUrl(config, 'tokenUrl'),
    clientId: config.getString('clientId'),
    clientSecret: config.getString('clientSecret'),
    scope: config.getOptionalString('scope'),
  };
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Secrets travel to it: in clear only within this machine. */
function readUrl(config: Config, key: string): string {
  const text = config.getString(key);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isFit =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && LOCAL.test(url.hostname));
  if (url && isFit) return text.replace(/\/+$/, '');
  throw new InputError(
    `scim.${key} is "${text}". Write it as https://id.example.com/scim/v2; http is for localhost alone`,
  );
}

function readChoice<T extends string>(
  config: Config,
  key: string,
  choices: T[],
): T | undefined {
  const text = config.getOptionalString(key);
  const found = choices.find(choice => choice === text);
  if (found || text === undefined) return found;
  throw new InputError(
    `scim.${key} is "${text}". It takes ${choices.join(' or ')}`,
  );
}
