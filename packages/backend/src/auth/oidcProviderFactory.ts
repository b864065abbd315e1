import { ConfigReader, type Config } from '@backstage/config';
import {
  oidcAuthenticator,
  oidcSignInResolvers,
} from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  createOAuthProviderFactory,
  type AuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { explainMissingUser } from './explainMissingUser';
import { preferredUsernameMatchingUserEntityName } from './preferredUsernameResolver';

const EXPLAIN = 'explainMissingUser';

const stockFactory = createOAuthProviderFactory({
  authenticator: oidcAuthenticator,
  signInResolverFactories: {
    ...oidcSignInResolvers,
    preferredUsernameMatchingUserEntityName,
    [EXPLAIN]: explainMissingUser,
  },
});

/**
 * Backstage's own OpenID Connect provider, with one more sign-in resolver to choose from and an
 * answer for those whom no resolver finds that says what is missing in the catalog.
 */
export const oidcProviderFactory: AuthProviderFactory = context =>
  stockFactory({ ...context, config: withExplanation(context.config) });

// Resolvers are asked in order until one finds somebody, so the explanation stands last.
function withExplanation(config: Config): Config {
  const environments = config.keys().map(name => {
    const environment = config.getConfig(name);
    const resolvers = environment.getOptionalConfigArray('signIn.resolvers');
    if (!resolvers?.length) {
      return { [name]: environment.get() };
    }
    const declared = resolvers.map(resolver => resolver.get());
    const signIn = {
      resolvers: [...declared, { resolver: EXPLAIN, tried: declared }],
    };
    return { [name]: { ...environment.get<object>(), signIn } };
  });
  return new ConfigReader(
    Object.assign({}, ...environments),
    'app-config',
    undefined,
    'auth.providers.oidc',
  );
}
