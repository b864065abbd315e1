import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { createScoreApi } from '@towpath/plugin-score-common';
import { scoreApiRef } from '../api/scoreApiRef';

/** The client of the score backend. */
export const scoreApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: scoreApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => createScoreApi(options),
    }),
});
