import { VisitNamesBlueprint, type VisitNames } from '@towpath/home-react';
import { serviceName } from '@towpath/plugin-environment-common';
import type { ScoreApi } from '@towpath/plugin-score-common';
import { scoreApiRef } from '../api/scoreApiRef';

const names: VisitNames<ScoreApi> = {
  pages: {
    '/score': 'Resources',
    '/score/types': 'Resource types',
    '/score/editor': 'Score editor',
  },
  things: [
    {
      path: /^\/score\/plans\/([^/]+)$/,
      kind: 'plan',
      api: scoreApiRef,
      name: async (api, id) => {
        const { service, environment } = await api.getPlan(id);
        return `Plan of ${serviceName(service)} in ${environment}`;
      },
    },
  ],
};

/** On home: what visits to our pages are called. */
export const visitNaming = VisitNamesBlueprint.make({
  params: defineParams => defineParams(names),
});
