import { NotAllowedError } from '@backstage/errors';
import type { SignInResolverFactory } from '@backstage/plugin-auth-node';
import type { OidcSignInInfo } from './preferredUsernameResolver';

/**
 * Stands after the other resolvers and refuses, saying which User none of them found.
 *
 * @param options - `tried`: those resolvers as the configuration declares them
 */
export const explainMissingUser: SignInResolverFactory<
  OidcSignInInfo['result'],
  { tried: Array<{ resolver: string }> }
> = ({ tried }) => {
  return async info => {
    const wanted = tried
      .map(({ resolver }) => lookedFor(resolver, info))
      .join(' or ');
    throw new NotAllowedError(
      `${who(
        info,
      )} is signed in at the identity provider, but the catalog has no User with ${wanted}. Ask the platform team to add one.`,
    );
  };
};

function who({ profile, result }: OidcSignInInfo): string {
  const { preferred_username: name, sub } = result.fullProfile.userinfo;
  return profile.email ?? name ?? sub;
}

function lookedFor(
  resolver: string,
  { profile: { email = '' }, result }: OidcSignInInfo,
): string {
  switch (resolver) {
    case 'emailMatchingUserEntityProfileEmail':
      return `spec.profile.email "${email}"`;
    case 'emailLocalPartMatchingUserEntityName':
      return `the name "${email.split('@')[0]}"`;
    default:
      return `the name "${result.fullProfile.userinfo.preferred_username}"`;
  }
}
