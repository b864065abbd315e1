import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { fetchAs } from '@towpath/backend-kit';
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
          return {
            as: credentials =>
              createTerraformStacksApi({
                discoveryApi: discovery,
                fetchApi: {
                  fetch: fetchAs(credentials, {
                    auth,
                    targetPluginId: 'terraform-stacks',
                  }),
                },
              }),
          };
        },
      }),
  });
