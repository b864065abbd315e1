import { NotAllowedError } from '@backstage/errors';
import type { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  createSignInResolverFactory,
  type OAuthAuthenticatorResult,
  type SignInInfo,
} from '@backstage/plugin-auth-node';

/** What an OpenID Connect sign-in knows about the person. */
export type OidcSignInInfo = SignInInfo<
  OAuthAuthenticatorResult<OidcAuthResult>
>;

/**
 * Finds the User whose name is the `preferred_username` that the identity provider gives.
 *
 * For providers where that name is given out by the company and never changed by its bearer.
 * It takes no options: nobody is let in without a User in the catalog.
 */
export const preferredUsernameMatchingUserEntityName =
  createSignInResolverFactory({
    create() {
      return async ({ result }: OidcSignInInfo, context) => {
        const name = result.fullProfile.userinfo.preferred_username;
        if (!name) {
          throw new NotAllowedError(
            'The identity provider does not say preferred_username, which signIn.resolvers asks for. Let its client have the scope "profile", or choose another resolver.',
          );
        }
        return context.signInWithCatalogUser({ entityRef: { name } });
      };
    },
  });
