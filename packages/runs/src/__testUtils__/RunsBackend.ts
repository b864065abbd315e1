import {
  type BackendFeature,
  type BackstageCredentials,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Run } from '@towpath/plugin-runs-common';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import request from 'supertest';

/** A plugin in its own name, or a token for scripts. */
const isService = ({ principal }: any) => principal.type === 'service';

/** What {@link RunsBackend} is made of. */
export interface RunsBackendOptions {
  /** The plugins with runs, the plugin of all runs, and what else they need. */
  features: (BackendFeature | Promise<{ default: BackendFeature }>)[];
  /** Groups of each person, as entity references. */
  people: Record<string, string[]>;
  /** Where all plugins keep their runs; absent where none keeps any. */
  knex?: Knex;
  /** Whether somebody in these groups may do what a permission is for; who is not among `people` never may. */
  allows?: (permission: string, groups: string[]) => boolean;
  /** For what a permission is on a condition, by who asks; undefined for one without. */
  onlyIf?: (permission: any, person: string) => object | undefined;
}

const nameOf = ({ principal }: BackstageCredentials) =>
  (principal as BackstageUserPrincipal).userEntityRef.split('/')[1];

/** A whole backend of plugins with runs, asked over HTTP as one person or another. */
export class RunsBackend {
  /** Names of events in the audit log, with how each ended. */
  readonly audit: string[] = [];
  #backend!: TestBackend;

  static async start(options: RunsBackendOptions): Promise<RunsBackend> {
    const runs = new RunsBackend();
    await runs.#start(options);
    return runs;
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Paths are below `/api`. */
  as(person: string) {
    return this.asWith(mockCredentials.user.header(`user:default/${person}`));
  }

  asWith(authorization: string) {
    const { server } = this.#backend;
    const send = (method: 'get' | 'post') => (path: string, body?: object) =>
      request(server)[method](`/api${path}`).set({ authorization }).send(body);
    return { get: send('get'), post: send('post') };
  }

  /** The run, once this is so; as `person` sees it. */
  waitFor(
    id: string,
    isSo: (run: Run) => boolean,
    person: string,
  ): Promise<Run> {
    return until(`run ${id} is as it should be`, async () => {
      const { body } = await this.as(person).get(`/runs/runs/${id}`);
      return isSo(body) && body;
    });
  }

  async #start({
    features,
    people,
    knex,
    allows = () => true,
    onlyIf = () => undefined,
  }: RunsBackendOptions): Promise<void> {
    const decide = (permission: string, person: string) =>
      person in people && allows(permission, people[person])
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY;
    this.#backend = await startTestBackend({
      features: [
        ...features,
        ...(knex ? [mockServices.database.factory({ knex })] : []),
        createAuditor(this.audit),
        createUserInfo(people),
        createPermissions(decide, onlyIf),
      ],
    });
  }
}

function createPermissions(
  decide: (
    permission: string,
    person: string,
  ) => AuthorizeResult.ALLOW | AuthorizeResult.DENY,
  onlyIf: NonNullable<RunsBackendOptions['onlyIf']>,
) {
  const answer = async (
    questions: { permission: { name: string } }[],
    { credentials }: any,
  ) =>
    questions.map(({ permission }) => ({
      result: isService(credentials)
        ? AuthorizeResult.ALLOW
        : decide(permission.name, nameOf(credentials)),
    }));
  const answerOnCondition = async (questions: any[], options: any) => {
    const answers = await answer(questions, options);
    const { credentials } = options;
    if (isService(credentials)) return answers;
    return answers.map((plain, at) => {
      const { permission } = questions[at];
      const decision = onlyIf(permission, nameOf(credentials));
      return plain.result === AuthorizeResult.ALLOW && decision
        ? decision
        : plain;
    });
  };
  return mockServices.permissions.mock({
    authorize: answer as any,
    authorizeConditional: answerOnCondition as any,
  }).factory;
}

function createAuditor(audit: string[]) {
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async ({ eventId }) => ({
    success: async () => void audit.push(`${eventId} succeeded`),
    fail: async () => void audit.push(`${eventId} failed`),
  }));
  return auditor.factory;
}

function createUserInfo(people: Record<string, string[]>) {
  return mockServices.userInfo.mock({
    async getUserInfo(credentials) {
      const name = nameOf(credentials);
      const userEntityRef = `user:default/${name}`;
      const groups = people[name] ?? [];
      return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
    },
  }).factory;
}
