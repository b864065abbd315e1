import { PROVISION_RUNS } from '@towpath/plugin-score-common';
import type { RunView } from '@towpath/plugin-runs-react';
import { provisionOf } from '../../lib/provisionOf';

/** What the pages of runs show of provisionings. */
export const provisionView: RunView = {
  kind: PROVISION_RUNS,
  noun: 'provisioning',
  approve: run => {
    const { environment, removes } = provisionOf(run);
    return removes
      ? `Approve removal from ${environment}`
      : `Approve for ${environment}`;
  },
  whatStays: run => {
    const { commit, removes } = provisionOf(run);
    if (removes) {
      return commit
        ? `Commit ${commit.sha.slice(
            0,
            7,
          )} has taken its manifests out of Git. What was taken away so far is gone; the rest stays, and is listed with the service.`
        : 'What it has stays. Nothing has been written to Git yet.';
    }
    return commit
      ? `Commit ${commit.sha.slice(
          0,
          7,
        )} was written already and stays, and so do the resources that were provided.`
      : 'What was provided so far stays, and is listed with the service. Nothing has been written to Git yet.';
  },
  notes: run => {
    const { removed = [] } = provisionOf(run);
    return removed.length > 0 ? [`Taken away: ${removed.join(', ')}`] : [];
  },
  parts: async () => (await import('./provisionParts')).provisionParts,
};
