import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { clockServiceRef } from '@towpath/backend-kit';
import { systemClock } from '@towpath/clock';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  BeginStackRun,
  PlanStack,
  StackDefinition,
  StackRun,
} from '@towpath/plugin-terraform-stacks-common';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import request from 'supertest';
import * as tar from 'tar';
import stacksPlugin from '..';
import { SECRET } from './readKept';

const person = (name: string, group: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
});

const place = (kind: string, name: string, spec: object) => ({
  apiVersion:
    kind === 'Environment' ? 'towpath.dev/v1alpha1' : 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { owner: 'group:default/platform-team', ...spec },
});

const KEY = { id: 'test', secret: SECRET };

/** The plugin in a backend, asked over HTTP. Ada is of Finance, Kwame of Identity, Linus of the platform team. */
export class StacksTestPlatform {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-stacks-'));
  readonly stateDir = path.join(this.root, 'stacks');
  readonly auditor = mockServices.auditor.mock();
  /** What the catalog has beside people and places. */
  readonly entities: Entity[] = [];
  readonly scheduler = mockServices.scheduler.mock();
  /** What owners were told. */
  readonly notices: NotificationSendOptions[] = [];
  #backend?: TestBackend;
  #aheadMs = 0;

  /** Another backend on the same folder of stacks, or on one that is not there. */
  async start(
    knex: Knex,
    { stateDir = this.stateDir, keys = [KEY], terraform = {} } = {},
  ): Promise<void> {
    const event = { success: jest.fn(), fail: jest.fn() };
    this.auditor.createEvent.mockResolvedValue(event);
    this.#backend = await startTestBackend({
      features: [
        stacksPlugin,
        this.auditor.factory,
        this.scheduler.factory,
        catalogServiceMock.factory({
          entities: [
            person('ada', 'team-finance'),
            person('kwame', 'team-identity'),
            person('linus', 'platform-team'),
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Group',
              metadata: { name: 'platform-team', namespace: 'default' },
              spec: { type: 'team', children: [] },
            },
            place('Environment', 'dev', {
              ...{ type: 'kubernetes', tier: 'development' },
            }),
            place('Environment', 'prod', {
              ...{ type: 'kubernetes', tier: 'production' },
            }),
            place('Component', 'checkout', { type: 'service' }),
            ...this.entities,
          ],
        }),
        mockServices.database.factory({ knex }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async notice => void this.notices.push(notice),
          }),
        }),
        createServiceFactory({
          service: clockServiceRef,
          deps: {},
          factory: () => ({
            ...systemClock,
            now: () => systemClock.now() + this.#aheadMs,
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://portal.example' },
            terraform: {
              stateDir,
              modulesDir: path.join(this.root, 'modules'),
              policies: [path.join(this.root, 'policies')],
              // Modules of tests run programs, to be seen at work.
              trust: {
                allow: [{ module: '**', provisioners: true, files: true }],
              },
              secrets: { keys },
              ...terraform,
            },
          },
        }),
      ],
    });
  }

  /** Where it answers. */
  get url(): string {
    return `http://localhost:${this.#backend!.server.port()}/api/terraform-stacks`;
  }

  async stop() {
    await this.#backend?.stop();
    this.#backend = undefined;
  }

  async remove() {
    await this.stop();
    fs.rmSync(this.root, { recursive: true, force: true });
  }

  /** Time goes on by so much at once. */
  advance(ms: number) {
    this.#aheadMs += ms;
  }

  /** A module of the platform, of one file. */
  module(name: string, hcl: string) {
    const folder = path.join(this.root, 'modules', name);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'main.tf'), hcl);
  }

  /** A policy of the platform about Terraform plans; it holds for backends that start after it. */
  policy(rules: object[]) {
    const folder = path.join(this.root, 'policies');
    fs.mkdirSync(folder, { recursive: true });
    const policy = { name: 'stacks', appliesTo: ['terraform-plan'], rules };
    fs.writeFileSync(path.join(folder, 'stacks.yaml'), JSON.stringify(policy));
  }

  /** A person who runs a template, or one at a terminal. */
  as(name: string, { byTemplate = true } = {}) {
    const token = mockCredentials.user.token(
      `user:default/${name}`,
      byTemplate ? { actor: { subject: 'plugin:scaffolder' } } : undefined,
    );
    return this.#with(token, name);
  }

  /** Another plugin, as itself. */
  asService(subject: string) {
    const onBehalfOf = mockCredentials.service(subject);
    const targetPluginId = 'terraform-stacks';
    const token = mockCredentials.service.token({ onBehalfOf, targetPluginId });
    return this.#with(token, subject);
  }

  #with(token: string, name: string) {
    const authorization = `Bearer ${token}`;
    const { server } = this.#backend!;
    const send = (method: 'get' | 'post' | 'put' | 'delete', where: string) =>
      request(server)[method](`/api/terraform-stacks${where}`).set({
        authorization,
      });
    const begin = (more: Partial<BeginStackRun> = {}, key?: string) =>
      send('post', '/runs')
        .set(key ? { 'Idempotency-Key': key } : {})
        .send({
          stack: 'shop',
          intent: 'change',
          module: { name: 'a' },
          timeoutMs: 600_000,
          ...more,
        });
    const begun = async (asked: ReturnType<typeof begin>) => {
      const { body, status } = await asked;
      if (status !== 201) throw new Error(JSON.stringify(body));
      return this.waitFor(
        body.id,
        ({ status: now }) => now === 'awaiting-approval' || isEnd(now),
      );
    };
    return {
      begin,
      /** Says what a stack is made of. */
      define: (key: string, more: Partial<StackDefinition> = {}) =>
        send('put', `/stacks/${key}`).send({
          owner: `user:default/${name}`,
          module: { platform: 'a' },
          ...more,
        }),
      /** Begins a run on a stack that the portal knows. */
      begins: (key: string, asked: PlanStack) =>
        send('post', `/stacks/${key}/runs`).send(asked),
      /** The same, and answers it once it has planned or ended. */
      planned: (
        key: string,
        asked: PlanStack = { intent: 'change' },
      ): Promise<StackRun> =>
        begun(send('post', `/stacks/${key}/runs`).send(asked)),
      get: (where: string) => send('get', where),
      delete: (where: string) => send('delete', where),
      post: (where: string, body: object = {}) =>
        send('post', where).send(body),
      /** Begins a run, and answers it once it has planned or ended. */
      plan: (more: Partial<BeginStackRun> = {}): Promise<StackRun> =>
        begun(begin(more)),
      apply: async ({ id, plan }: StackRun): Promise<StackRun> => {
        await send('post', `/runs/${id}/apply`).send({ digest: plan!.digest });
        return this.waitFor(id, ({ status }) => isEnd(status));
      },
    };
  }

  waitFor(id: string, isSo: (run: StackRun) => boolean): Promise<StackRun> {
    return until(`run ${id} is as it should be`, async () => {
      const { body } = await this.as('linus').get(`/runs/${id}`);
      return isSo(body) && body;
    });
  }

  /** What the portal does every hour. */
  async tidy() {
    await this.task('tidy');
  }

  /** Does once what the portal does again and again. */
  async task(id: string) {
    const found = this.scheduler.scheduleTask.mock.calls
      .map(([task]) => task)
      .filter(task => task.id === id)
      .at(-1);
    await found!.fn(new AbortController().signal);
  }
}

function isEnd(status: StackRun['status']): boolean {
  return ['succeeded', 'failed', 'cancelled', 'rejected'].includes(status);
}

/** A folder as an archive, in base64. */
export function pack(cwd: string, entries = ['.'], more: object = {}): string {
  const packed = tar.create({ cwd, gzip: true, sync: true, ...more }, entries);
  return Buffer.concat([...packed]).toString('base64');
}
