import {
  HomeSectionBlueprint,
  VisitNamesBlueprint,
  type VisitNames,
} from '@towpath/home-react';
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

/** On home: what waits for one's decision, and what of one's own has failed, of every kind. */
export const waitingSection = HomeSectionBlueprint.make({
  name: 'waiting',
  params: {
    place: 'needs-me-now',
    title: 'Waiting for me',
    loader: async () =>
      (await import('../components/WaitingSection')).WaitingSection,
  },
});

/** On home: what visits to our pages are called. */
export const visitNaming = VisitNamesBlueprint.make({
  params: defineParams => defineParams(names),
});
