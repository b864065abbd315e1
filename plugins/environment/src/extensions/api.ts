import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EnvironmentApiClient } from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';

/** The client of the environment backend. */
export const environmentApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: environmentApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new EnvironmentApiClient(options),
    }),
});
