import { createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { oidcProviderFactory } from './oidcProviderFactory';

/** Sign-in through any OpenID Connect provider, as `auth.providers.oidc` configures it. */
export default createBackendModule({
  pluginId: 'auth',
  moduleId: 'towpath-oidc',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: oidcProviderFactory,
        });
      },
    });
  },
});
