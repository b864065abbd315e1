import { RunViewBlueprint } from '@towpath/plugin-runs-react';
import { provisionView } from '../components/run/provisionView';
import { upkeepView } from '../components/run/upkeepView';

/** Provisionings in the inbox of approvals and on the page of a run. */
export const provisionRunView = RunViewBlueprint.make({
  name: 'provision',
  params: provisionView,
});

/** Work on one resource, on the page of a run and in lists. */
export const upkeepRunView = RunViewBlueprint.make({
  name: 'upkeep',
  params: upkeepView,
});
