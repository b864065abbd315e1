import type { VisitNames } from '@towpath/home-react';
import type { EnvironmentApi } from '@towpath/plugin-environment-common';
import { environmentApiRef } from '../api/environmentApiRef';
import { promotionTitle } from './promotionTitle';

/** What visits to our pages are called: a promotion by what went where. */
export const visitNames: VisitNames<EnvironmentApi> = {
  pages: {
    '/environments': 'Environments',
    '/environments/promotions': 'Promotions',
    '/environments/approvals': 'Approvals',
    '/environments/freezes': 'Freezes',
  },
  things: [
    {
      path: /^\/environments\/promotions\/([^/]+)$/,
      kind: 'promotion',
      api: environmentApiRef,
      name: async (api, id) => promotionTitle(await api.getPromotion(id)),
    },
  ],
};
