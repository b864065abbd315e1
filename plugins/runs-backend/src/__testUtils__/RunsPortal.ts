import {
  coreServices,
  createBackendPlugin,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { Authorizer, protect } from '@towpath/backend-kit';
import { EngineRuns, runProtection, runsServiceRef } from '@towpath/runs';
import type { WorkflowEngine } from '@towpath/workflow';
import request from 'supertest';
import runsPlugin from '..';

const GROUPS: Record<string, string[]> = {
  ada: ['group:default/team-a'],
  grace: ['group:default/leads'],
  lena: ['group:default/leads'],
};

const userOf = (credentials: BackstageCredentials) =>
  (credentials.principal as BackstageUserPrincipal).userEntityRef;

async function getUserInfo(credentials: BackstageCredentials) {
  const userEntityRef = userOf(credentials);
  const groups = GROUPS[userEntityRef.split('/')[1]] ?? [];
  return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
}

/** The real plugin over HTTP, beside two plugins whose runs, chores and errands, are of a real engine. */
export class RunsPortal {
  /** Names of events in the audit log of the kinds, with how each ended. */
  readonly audit: string[] = [];
  #backend!: Awaited<ReturnType<typeof startTestBackend>>;

  static async start(engine: WorkflowEngine): Promise<RunsPortal> {
    const portal = new RunsPortal();
    await portal.#start(engine);
    return portal;
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Asks as a person. */
  as(person: string) {
    return this.asWith(mockCredentials.user.header(`user:default/${person}`));
  }

  asWith(authorization: string) {
    const { server } = this.#backend;
    const send = (method: 'get' | 'post') => (path: string, body?: object) =>
      request(server)
        [method](`/api/runs${path}`)
        .set('authorization', authorization)
        .send(body);
    return { get: send('get'), post: send('post') };
  }

  async #start(engine: WorkflowEngine): Promise<void> {
    const auditor = mockServices.auditor.mock();
    auditor.createEvent.mockImplementation(async ({ eventId }) => ({
      success: async () => void this.audit.push(`${eventId} succeeded`),
      fail: async () => void this.audit.push(`${eventId} failed`),
    }));
    this.#backend = await startTestBackend({
      features: [
        runsPlugin,
        kindOf('chore', engine),
        kindOf('errand', engine),
        auditor.factory,
        mockServices.userInfo.mock({ getUserInfo }).factory,
        mockServices.permissions.mock({ authorize: decide }).factory,
      ],
    });
  }
}

/** Whoever is of no group may do nothing; only leads cancel. */
async function decide(
  questions: { permission: { name: string } }[],
  { credentials }: { credentials: BackstageCredentials },
) {
  const { ownershipEntityRefs: owners } = await getUserInfo(credentials);
  return questions.map(({ permission }) => {
    const isLead = owners.includes('group:default/leads');
    const isAllowed =
      owners.length > 1 && (permission.name.endsWith('.read') || isLead);
    return {
      result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    } as { result: AuthorizeResult.ALLOW };
  });
}

/** A plugin whose runs are of the engine: all that a plugin writes to have its runs in the list. */
function kindOf(kind: string, engine: WorkflowEngine) {
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
