import { runsApiRef, runViewsApiRef } from '@towpath/plugin-runs-react';
import { PromotionRunsApi } from '../api/PromotionRunsApi';
import { promotionView } from '../components/run/promotionView';
import type { StubEnvironment } from './StubEnvironment';

/** What the plugin of runs brings to an app, with promotions as the only runs. */
export const runApis = ({ api }: StubEnvironment) =>
  [
    [runsApiRef, new PromotionRunsApi(api)],
    [runViewsApiRef, { list: () => [promotionView] }],
  ] as const;
