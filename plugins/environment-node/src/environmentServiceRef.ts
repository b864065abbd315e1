import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { fetchAs } from '@towpath/backend-kit';
import {
  EnvironmentApiClient,
  type EnvironmentApi,
} from '@towpath/plugin-environment-common';

/** The environment plugin, asked from another backend plugin over its HTTP API. */
export interface EnvironmentService {
  /** Asks on behalf of a person, or of this plugin itself with its own service credentials. */
  as(credentials: BackstageCredentials): EnvironmentApi;
}

/** {@link EnvironmentService} of the plugin that depends on it. */
export const environmentServiceRef = createServiceRef<EnvironmentService>({
  id: 'towpath.environment',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory({ auth, discovery }) {
        return {
          as: credentials =>
            new EnvironmentApiClient({
              discoveryApi: discovery,
              fetchApi: {
                fetch: fetchAs(credentials, {
                  auth,
                  targetPluginId: 'environment',
                }),
              },
            }),
        };
      },
    }),
});
