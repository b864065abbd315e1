import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  createTerraformStacksApi,
  type TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';

/** The plugin of Terraform stacks, asked from another backend plugin over its HTTP API. */
export interface TerraformStacksService {
  /** Asks on behalf of a person, or of this plugin itself with its own service credentials. */
  as(credentials: BackstageCredentials): TerraformStacksApi;
}

/** {@link TerraformStacksService} of the plugin that depends on it. */
export const terraformStacksServiceRef =
  createServiceRef<TerraformStacksService>({
    id: 'towpath.terraform-stacks',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory({ auth, discovery }) {
          const signInAs =
            (onBehalfOf: BackstageCredentials): typeof fetch =>
            async (input, init) => {
              const { token } = await auth.getPluginRequestToken({
                onBehalfOf,
                targetPluginId: 'terraform-stacks',
              });
              const headers = new Headers(init?.headers);
              headers.set('authorization', `Bearer ${token}`);
              return fetch(input, { ...init, headers });
            };
          return {
            as: credentials =>
              createTerraformStacksApi({
                discoveryApi: discovery,
                fetchApi: { fetch: signInAs(credentials) },
              }),
          };
        },
      }),
  });
