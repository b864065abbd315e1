import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { fetchAs } from '@towpath/backend-kit';
import { createScoreApi, type ScoreApi } from '@towpath/plugin-score-common';

/** Score provisioning, asked from another backend plugin over its HTTP API. */
export interface ScoreProvisioning {
  /** Asks on behalf of a person, or of this plugin itself with its own service credentials. */
  as(credentials: BackstageCredentials): ScoreApi;
}

/** {@link ScoreProvisioning} of the plugin that depends on it. */
export const scoreServiceRef = createServiceRef<ScoreProvisioning>({
  id: 'towpath.score',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory({ auth, discovery }) {
        return {
          as: credentials =>
            createScoreApi({
              discoveryApi: discovery,
              fetchApi: {
                fetch: fetchAs(credentials, {
                  auth,
                  targetPluginId: 'score',
                }),
              },
            }),
        };
      },
    }),
});
