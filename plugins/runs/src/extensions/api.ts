import {
  ApiBlueprint,
  createExtensionInput,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { RunsApiClient } from '@towpath/plugin-runs-common';
import {
  runsApiRef,
  RunViewBlueprint,
  runViewsApiRef,
} from '@towpath/plugin-runs-react';

/** The client of the backend that knows the runs of every kind. */
export const runsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: runsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new RunsApiClient(options),
    }),
});

/** What other plugins add to the pages of runs. */
export const runViewsApi = ApiBlueprint.makeWithOverrides({
  name: 'views',
  inputs: {
    views: createExtensionInput([RunViewBlueprint.dataRefs.view]),
  },
  factory(originalFactory, { inputs }) {
    const views = inputs.views.map(input =>
      input.get(RunViewBlueprint.dataRefs.view),
    );
    return originalFactory(defineParams =>
      defineParams({
        api: runViewsApiRef,
        deps: {},
        factory: () => ({ list: () => views }),
      }),
    );
  },
});
