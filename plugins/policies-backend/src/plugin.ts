import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  Authorizer,
  createApiRouter,
  healthNotesServiceRef,
  policySubjectsServiceRef,
  protect,
} from '@towpath/backend-kit';
import {
  policiesReadPermission,
  type paths,
} from '@towpath/plugin-policies-common';
import { noteBroken } from './noteBroken';
import { PoliciesService, protection } from './PoliciesService';
import { routes } from './routes';

/** Answers `/api/policies`. What is judged, and by which rules, the plugins of this backend say that judge it. */
export const policiesPlugin = createBackendPlugin({
  pluginId: 'policies',
  register({ registerInit }) {
    registerInit({
      deps: {
        auditor: coreServices.auditor,
        healthNotes: healthNotesServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        subjects: policySubjectsServiceRef,
      },
      async init({ auditor, httpAuth, httpRouter, subjects, ...deps }) {
        deps.healthNotes.add(() => noteBroken(subjects));
        deps.permissionsRegistry.addPermissions([policiesReadPermission]);
        const authorizer = new Authorizer({
          permissions: deps.permissions,
          describe: ref => ref,
          wayOut: 'Ask the platform team',
        });
        const service = protect<PoliciesService>(
          new PoliciesService(subjects),
          { auditor, authorizer, table: protection },
        );
        httpRouter.use(
          createApiRouter<paths>('@towpath/plugin-policies-backend', [
            routes({ service, httpAuth }),
          ]),
        );
      },
    });
  },
});
