import { RunViewBlueprint } from '@towpath/plugin-runs-react';
import { promotionView } from '../components/run/promotionView';

/** Promotions in the inbox of approvals and on the page of a run. */
export const promotionRunView = RunViewBlueprint.make({
  name: 'promotion',
  params: promotionView,
});
