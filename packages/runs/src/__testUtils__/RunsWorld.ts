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

/** What {@link RunsWorld} is made of. */
export interface RunsWorldOptions {
  /** Where all plugins keep their runs. */
  knex: Knex;
  /** The plugin with the runs, the plugin of all runs, and what else they need. */
  features: (BackendFeature | Promise<{ default: BackendFeature }>)[];
  /** Groups of each person, as entity references; who is not named may do nothing. */
  people: Record<string, string[]>;
}

/** Plugins with runs in a whole backend, asked over HTTP as one person or another. */
export class RunsWorld {
  readonly #backend: TestBackend;

  private constructor(backend: TestBackend) {
    this.#backend = backend;
  }

  static async start({
    knex,
    features,
    people,
  }: RunsWorldOptions): Promise<RunsWorld> {
    const nameOf = ({ principal }: BackstageCredentials) =>
      (principal as BackstageUserPrincipal).userEntityRef.split('/')[1];
    const result = (credentials: BackstageCredentials) =>
      nameOf(credentials) in people
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY;
    const backend = await startTestBackend({
      features: [
        ...features,
        mockServices.database.factory({ knex }),
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const name = nameOf(credentials);
            const userEntityRef = `user:default/${name}`;
            const groups = people[name] ?? [];
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...groups],
            };
          },
        }).factory,
        mockServices.permissions.mock({
          authorize: async (questions, { credentials }: any) =>
            questions.map(() => ({ result: result(credentials) } as any)),
        }).factory,
      ],
    });
    return new RunsWorld(backend);
  }

  stop(): Promise<void> {
    return this.#backend.stop();
  }

  /** Paths are below `/api`. */
  as(person: string) {
    const authorization = mockCredentials.user.header(`user:default/${person}`);
    const ask = (method: 'get' | 'post', path: string) =>
      request(this.#backend.server)
        [method](`/api${path}`)
        .set({ authorization });
    return {
      get: (path: string) => ask('get', path),
      post: (path: string, body: object) => ask('post', path).send(body),
    };
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
}
