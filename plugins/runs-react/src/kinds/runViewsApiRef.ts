import { createApiRef } from '@backstage/core-plugin-api';
import type { RunView } from './RunView';

/** What plugins have added to the pages of runs. */
export interface RunViewsApi {
  list(): RunView[];
}

export const runViewsApiRef = createApiRef<RunViewsApi>({
  id: 'plugin.runs.views',
});
