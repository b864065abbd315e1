import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { pluginAccessServiceRef } from '@towpath/backend-kit';
import { collectAccess, type PortalAccess } from './PortalAccess';
import { upstreamAccess } from './upstream';

/** Who may what in all plugins: those of Backstage, and those that come with an access of their own. */
export const portalAccessServiceRef = createServiceRef<PortalAccess>({
  id: 'towpath.portalAccess',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { added: pluginAccessServiceRef },
      factory: ({ added }) => collectAccess([...upstreamAccess, ...added]),
    }),
});
