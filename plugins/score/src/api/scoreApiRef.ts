import { createApiRef } from '@backstage/core-plugin-api';
import type { ScoreApi } from '@towpath/plugin-score-common';

/** The score backend, for pages. */
export const scoreApiRef = createApiRef<ScoreApi>({ id: 'plugin.score.api' });
