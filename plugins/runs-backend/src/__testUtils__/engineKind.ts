import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { createPermission } from '@backstage/plugin-permission-common';
import { Authorizer, protect } from '@towpath/backend-kit';
import { EngineRuns, runProtection, runsServiceRef } from '@towpath/runs';
import type { WorkflowEngine } from '@towpath/workflow';

/** A plugin whose runs are of the engine: all that a plugin writes to have its runs in the list. */
export function engineKind(kind: string, engine: WorkflowEngine) {
  const readPermission = createPermission({
    name: `${kind}.read`,
    attributes: { action: 'read' },
  });
  const managePermission = createPermission({
    name: `${kind}.manage`,
    attributes: { action: 'update' },
  });
  return createBackendPlugin({
    pluginId: kind,
    register({ registerInit }) {
      registerInit({
        deps: {
          auth: coreServices.auth,
          auditor: coreServices.auditor,
          permissions: coreServices.permissions,
          runs: runsServiceRef,
          userInfo: coreServices.userInfo,
        },
        async init({ auth, auditor, permissions, runs, userInfo }) {
          const unprotected = new EngineRuns({
            engine,
            kind,
            auth,
            userInfo,
            describe: ({ subject }) => ({ title: `${kind} for ${subject}` }),
          });
          runs.register({
            kind,
            title: kind,
            channel: `${kind}s`,
            has: id => unprotected.has(id),
            operations: protect(unprotected, {
              auditor,
              authorizer: new Authorizer({
                permissions,
                describe: ref => ref,
                wayOut: 'Ask a lead',
              }),
              table: runProtection(unprotected, {
                event: kind,
                read: readPermission,
                permissionOf: action =>
                  action === 'cancel' || action === 'retry'
                    ? { permission: managePermission }
                    : undefined,
              }),
            }),
          });
        },
      });
    },
  });
}
