import type { Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { UnsafeSetting } from './UnsafeSetting';
import {
  asObject,
  asTexts,
  entriesOf,
  membersAt,
  unknownMembers,
} from './values';

const AUTH = [
  ...['autologout', 'backstageTokenExpiration', 'clientIdMetadataDocuments'],
  ...['environment', 'experimentalRefreshToken', 'identityTokenAlgorithm'],
  ...['keyStore', 'omitIdentityTokenOwnershipClaim', 'providers', 'session'],
];

/** Providers that check who comes; headers of a proxy in front are believed by others. */
const PROVIDERS = [
  ...['atlassian', 'auth0', 'bitbucket', 'bitbucketServer', 'github'],
  ...['gitlab', 'google', 'microsoft', 'oauth2', 'oidc', 'okta', 'onelogin'],
];

const RESOLVERS = [
  'emailMatchingUserEntityAnnotation',
  'emailMatchingUserEntityProfileEmail',
  'emailLocalPartMatchingUserEntityName',
  'oidcSubClaimMatchingKeycloakUserId',
  'oidcSubClaimMatchingPingIdentityUserId',
  'preferredUsernameMatchingUserEntityName',
  'userIdMatchingUserEntityAnnotation',
  'usernameMatchingUserEntityName',
];

/** Ways in that are not known to let only the right people in. */
export function findOpenSignIn(config: Config): UnsafeSetting[] {
  return [
    ...unknownMembers(config.getOptional<JsonValue>('auth'), 'auth', AUTH),
    ...membersAt(config, 'auth.providers').flatMap(({ key, value }) =>
      findOpenProvider(key, value),
    ),
    ...findOpenClients(config),
  ];
}

function findOpenProvider(key: string, value: JsonValue): UnsafeSetting[] {
  const name = key.slice('auth.providers.'.length);
  if (name === 'guest') {
    return [
      {
        key,
        problem: 'lets anyone in without signing in',
        remedy: 'remove it; docs/how-to/sign-in.md shows GitHub and OIDC',
      },
    ];
  }
  if (!PROVIDERS.includes(name)) {
    return [
      {
        key,
        problem: 'is no provider that is known to check who comes',
        remedy: `take one of ${PROVIDERS.join(', ')}`,
      },
    ];
  }
  return entriesOf(value, key).flatMap(environment => {
    const { signIn } = asObject(environment.value);
    return entriesOf(
      asObject(signIn).resolvers,
      `${environment.key}.signIn.resolvers`,
    ).flatMap(resolver =>
      findOpenResolver(resolver.key, asObject(resolver.value)),
    );
  });
}

function findOpenResolver(key: string, resolver: JsonObject): UnsafeSetting[] {
  if (!RESOLVERS.includes(String(resolver.resolver))) {
    return [
      {
        key: `${key}.resolver`,
        problem: 'is no resolver that is known to find the right person',
        remedy: `take one of ${RESOLVERS.join(', ')}`,
      },
    ];
  }
  return resolver.resolver === 'emailLocalPartMatchingUserEntityName' &&
    asTexts(resolver.allowedDomains).length === 0
    ? [
        {
          key,
          problem: 'takes the same name at any other company for the person',
          remedy: 'set allowedDomains to the domains of your company',
        },
      ]
    : [];
}

/** Clients of the terminal and of AI that anybody could make up. */
function findOpenClients(config: Config): UnsafeSetting[] {
  const key = 'auth.clientIdMetadataDocuments';
  return ['allowedClientIdPatterns', 'allowedRedirectUriPatterns'].flatMap(
    name =>
      asTexts(config.getOptional<JsonValue>(`${key}.${name}`))
        .filter(pattern => !/^https?:\/\/[^*?/]+(\/.*)?$/.test(pattern))
        .map(() => ({
          key: `${key}.${name}`,
          problem: 'has a pattern that leaves the host open',
          remedy: 'write the host of each pattern out',
        })),
  );
}
