import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { createTerraformStacksApi } from '@towpath/plugin-terraform-stacks-common';
import { terraformStacksApiRef } from '../api/terraformStacksApiRef';

/** The client of the backend of stacks. */
export const stacksApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: terraformStacksApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => createTerraformStacksApi(options),
    }),
});
