import { RunViewBlueprint } from '@towpath/plugin-runs-react';
import { provisionView } from '../components/run/provisionView';

/** Provisionings in the inbox of approvals and on the page of a run. */
export const provisionRunView = RunViewBlueprint.make({
  name: 'provision',
  params: provisionView,
});
