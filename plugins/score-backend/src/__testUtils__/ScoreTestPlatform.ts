import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  type TestBackend,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Run } from '@towpath/plugin-runs-common';
import type { ResourceDriver } from '@towpath/plugin-score-node';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import request from 'supertest';
import { ShopDelivery } from './ShopDelivery';
import { startScoreBackend, type Heard } from './startScoreBackend';

export { LEADS, STORE_TOKEN, SYSTEM, TEAM } from './names';

/** What the platform is made of. */
export interface ScoreTestPlatformOptions {
  /** A database that nothing else is in. */
  knex: Knex;
  drivers: ResourceDriver[];
  /** Modules beside, and what their configuration says below `score`. */
  modules?: BackendFeature[];
  score?: JsonObject;
  /** Texts of files of definitions, by name. */
  definitions: Record<string, string>;
  /** Texts of policies, by name. */
  policies?: Record<string, string>;
  /** How secrets reach clusters: `score.secrets.clusters`. */
  clusters?: object[];
  /** Groups of each person, as entity references; who is not named may do nothing. */
  people: Record<string, string[]>;
  /** Environments that provide by themselves what a push changes. */
  automatic?: string[];
  /** Groups that own services beside the shop, by the name of each; who is not owned has none. */
  services?: Record<string, { owner?: string; system?: string }>;
  /** With which the Git host signs what it tells; nothing is told without. */
  hookSecret?: string;
}

/** The plugin in a whole backend, before real Git, PostgreSQL and the sandbox's Argo CD. */
export class ScoreTestPlatform {
  readonly #backend: TestBackend;
  readonly #delivery: ShopDelivery;
  readonly #folder: string;
  readonly #tasks: Heard['tasks'];
  /** Notifications that were sent. */
  readonly notices: Heard['notices'];
  /** What open pages were told. */
  readonly signals: Heard['signals'];

  private constructor(parts: {
    backend: TestBackend;
    delivery: ShopDelivery;
    folder: string;
    heard: Heard;
  }) {
    this.#backend = parts.backend;
    this.#delivery = parts.delivery;
    this.#folder = parts.folder;
    this.#tasks = parts.heard.tasks;
    this.notices = parts.heard.notices;
    this.signals = parts.heard.signals;
  }

  static async start(
    options: ScoreTestPlatformOptions,
  ): Promise<ScoreTestPlatform> {
    const folder = mkdtempSync(join(tmpdir(), 'score-'));
    write(folder, 'resources', options.definitions);
    write(folder, 'policies', options.policies ?? {});
    const delivery = await ShopDelivery.start();
    const { address } = delivery;
    const heard: Heard = { tasks: new Map(), notices: [], signals: [] };
    const backend = await startScoreBackend(options, {
      folder,
      address,
      heard,
    });
    return new ScoreTestPlatform({ backend, delivery, folder, heard });
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
    await this.#delivery.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Of the backend, without a slash at the end. */
  get url(): string {
    return `http://localhost:${this.#backend.server.port()}`;
  }

  /** Resources of a service in an environment, as Ada reads them. */
  async resources(service = 'shop', environment = 'dev'): Promise<any[]> {
    const { body } = await this.as('ada').get(
      `/score/resources?service=${service}&environment=${environment}`,
    );
    return body.items;
  }

  /** The same without those of which only a copy is kept. */
  async resourcesThere(service: string): Promise<any[]> {
    const all = await this.resources(service);
    return all.filter(({ status }) => status !== 'kept');
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
      post: (path: string, body: object = {}) => ask('post', path).send(body),
    };
  }

  /** Does what the scheduler would do from time to time. */
  async runTask(id: string): Promise<void> {
    await this.#tasks.get(id)!();
  }

  /** What a secret is answered as, to the operator of a cluster. */
  readStored(path: string, token: string) {
    return request(this.#backend.server)
      .get(`/api/score/store/${path}`)
      .set({ authorization: `Bearer ${token}` });
  }

  /** What the Git host would tell the portal, with these headers. */
  tell(path: string, body: string, headers: Record<string, string>) {
    return request(this.#backend.server)
      .post(`/api/score/hooks/${path}`)
      .set({ 'content-type': 'application/json', ...headers })
      .send(body);
  }

  /** The Git host, with the shop's repository. */
  get delivery(): ShopDelivery {
    return this.#delivery;
  }

  /** A plan of the shop, in the name of Ada. */
  plan(environment = 'dev', score?: string): Promise<any> {
    return this.planFor('shop', environment, score);
  }

  async planFor(
    service: string,
    environment = 'dev',
    score?: string,
  ): Promise<any> {
    const { body, status } = await this.as('ada').post('/score/plans', {
      ...{ service, environment, score },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  /** Does what a plan shows, and answers its run once it has ended. */
  async provision(plan: { id: string; digest: string }): Promise<Run> {
    const { body } = await this.as('ada').post('/score/provisions', {
      ...{ plan: plan.id, digest: plan.digest },
    });
    if (!body.id) throw new Error(JSON.stringify(body));
    return this.waitFor(body.id, run => Boolean(run.endedAt));
  }

  waitFor(id: string, isSo: (run: Run) => boolean): Promise<Run> {
    return until(
      `run ${id} is as it should be`,
      async () => (await this.as('ada').get(`/runs/runs/${id}`)).body as Run,
      isSo,
    );
  }

  /** The Score file of the shop, or of another service. */
  writeScore(text: string, service?: string): Promise<void> {
    return this.#delivery.writeScore(text, service);
  }

  /** A service beside the shop: its repository, and its application in dev. */
  async addService(service: string, score: string): Promise<void> {
    await this.#delivery.createRepository(score, service);
    await this.#delivery.createFolder(service, 'dev');
    await this.createApplication('dev', service);
  }

  /**
   * Has a version of the shop run in dev, made from the last commit of its repository, and healthy there.
   *
   * @param options - `recorded: false` leaves out what it was made from.
   */
  async release(
    version: string,
    options: { recorded?: boolean } = {},
  ): Promise<void> {
    await this.#delivery.release(version, options);
    await until(
      `${version} is healthy in dev`,
      async () =>
        (
          await this.as('ada').get(
            '/environment/services/component/default/shop',
          )
        ).body,
      ({ deployments = [] }) =>
        deployments.some(
          (one: any) =>
            one.environment === 'dev' &&
            one.version === version &&
            one.health === 'Healthy' &&
            one.sync === 'Synced',
        ),
    );
  }

  /** What bringing the version of dev to prod would do. */
  async compare(person = 'ada'): Promise<any> {
    const { body } = await this.as(person).get(
      '/environment/compare?service=shop&from=dev&to=prod',
    );
    return body;
  }

  /** Asks for what a comparison shows. */
  async promote(
    { version, digest }: { version: string; digest: string },
    person = 'ada',
  ) {
    return this.as(person).post('/environment/promotions', {
      ...{ service: 'shop', from: 'dev', to: 'prod', version, digest },
    });
  }

  promotion(id: string, isSo: (promotion: any) => boolean): Promise<any> {
    return until(
      `promotion ${id} is as it should be`,
      async () =>
        (await this.as('ada').get(`/environment/promotions/${id}`)).body,
      isSo,
    );
  }

  /** A file of the definitions. */
  define(name: string, text: string): void {
    write(this.#folder, 'resources', { [name]: text });
  }

  /** A file of the GitOps repository; undefined when there is none. */
  file(path: string): Promise<string | undefined> {
    return this.#delivery.file(path);
  }

  /** Messages of the commits of the GitOps repository, newest first. */
  messages(): Promise<string[]> {
    return this.#delivery.messages();
  }

  /** The application of a service in an environment, which follows Git by itself. */
  async createApplication(
    environment = 'dev',
    service = 'shop',
  ): Promise<void> {
    await this.#delivery.createApplication(environment, service);
    await until(
      `the portal knows the application of ${service} in ${environment}`,
      async () =>
        (
          await this.as('ada').get(
            `/score/services/component/default/${service}`,
          )
        ).body,
      ({ environments = [] }) =>
        environments.some(
          (one: any) => one.name === environment && !one.whyNot,
        ),
    );
  }

  createRepository(score: string): Promise<void> {
    return this.#delivery.createRepository(score);
  }
}

function write(
  folder: string,
  name: string,
  files: Record<string, string>,
): void {
  mkdirSync(join(folder, name), { recursive: true });
  Object.entries(files).forEach(([file, text]) =>
    writeFileSync(join(folder, name, file), text),
  );
}
