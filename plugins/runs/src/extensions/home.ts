import { VisitNamesBlueprint, type VisitNames } from '@towpath/home-react';
import type { RunsApi } from '@towpath/plugin-runs-common';
import { runsApiRef } from '@towpath/plugin-runs-react';

const names: VisitNames<RunsApi> = {
  pages: { '/approvals': 'Approvals' },
  things: [
    {
      path: /^\/runs\/([^/]+)$/,
      kind: 'run',
      api: runsApiRef,
      name: async (api, id) => (await api.get(id)).title,
    },
  ],
};

/** On home: what visits to our pages are called. */
export const visitNaming = VisitNamesBlueprint.make({
  params: defineParams => defineParams(names),
});
