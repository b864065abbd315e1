import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import type { JsonObject } from '@backstage/types';
import { clockServiceRef } from '@towpath/backend-kit';
import { AheadClock } from '@towpath/clock/testing';
import type { Run } from '@towpath/plugin-runs-common';
import { templateGatesManagePermission } from '@towpath/plugin-template-gates-common';
import runsPlugin from '@towpath/plugin-runs-backend';
import { RunsBackend } from '@towpath/runs/testUtils';
import { until } from '@towpath/test-kit';
import type { Knex } from 'knex';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import templateGates from '..';
import { makeAction, type Made } from './makeAction';
import {
  entitiesWith,
  PEOPLE,
  PLATFORM,
  POLICY,
  PRICES,
  TEMPLATE,
  thing,
} from './samples';

const TASKS_OF_THEIR_OWN = ['scaffolder.task.read', 'scaffolder.task.cancel'];

/** The real scaffolder with the gate before it, over HTTP, on a real PostgreSQL. */
export class GateTestPlatform {
  readonly made: Made[] = [];
  readonly notices: any[] = [];
  /** Names that fail once. */
  readonly failing = new Set<string>();
  readonly folder = mkdtempSync(join(tmpdir(), 'template-gates-'));
  // The list of all runs has the patience that it has in the portal.
  readonly clock = new AheadClock(Infinity);
  backend!: RunsBackend;
  #knex!: Knex;
  #tokenMs = 60 * 60 * 1000;
  #entities: any[] = [];
  readonly #scheduled = new Map<string, () => Promise<void>>();

  static async start(knex: Knex): Promise<GateTestPlatform> {
    const platform = new GateTestPlatform();
    platform.policy(POLICY);
    platform.prices(PRICES);
    platform.template(thing());
    await platform.#start(knex);
    return platform;
  }

  async stop(): Promise<void> {
    await this.backend?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What the folder of policies has from now on. */
  policy(text: string): void {
    writeFileSync(join(this.folder, 'things.yaml'), text);
    // The folder is looked at again only after a while.
    this.clock.advance(60_000);
  }

  /** What things cost from now on. */
  prices(text: string): void {
    writeFileSync(join(this.folder, 'prices'), text);
  }

  /** What lies beside the template from now on. */
  skeleton(name: string, text: string): void {
    mkdirSync(join(this.folder, name), { recursive: true });
    writeFileSync(join(this.folder, name, 'README.md'), text);
  }

  /** What the catalog says of the template from now on. */
  template(entity: object): void {
    this.#entities.splice(0, Infinity, ...entitiesWith(entity));
  }

  async begin(
    person: string,
    values: JsonObject,
    more: object = {},
  ): Promise<any> {
    return this.backend
      .as(person)
      .post('/scaffolder/v2/tasks', { templateRef: TEMPLATE, values, ...more });
  }

  /** Something that asks, held. */
  async hold(name: string, more: JsonObject = {}, secrets = {}) {
    const { status, body } = await this.begin(
      'ada',
      { name, database: 'large', ...more },
      { secrets },
    );
    if (status !== 201) throw new Error(JSON.stringify(body));
    return this.run(body.id);
  }

  async run(id: string): Promise<Run> {
    return this.backend.waitFor(id, run => Boolean(run?.id), 'lea');
  }

  async approve(person: string, { id }: Run): Promise<any> {
    const { approval } = await this.run(id);
    const { digest } = approval;
    return this.backend.as(person).post(`/runs/runs/${id}/approve`, { digest });
  }

  ended(id: string): Promise<Run> {
    return this.backend.waitFor(id, run => Boolean(run.endedAt), 'lea');
  }

  /** The task, as its page asks for it, once this is so. */
  task(id: string, isSo: (task: any) => boolean): Promise<any> {
    return until(`task ${id} is as it should be`, async () => {
      const { body } = await this.backend
        .as('ada')
        .get(`/scaffolder/v2/tasks/${id}`);
      return isSo(body) && body;
    });
  }

  madeFor = (name: string) => this.made.filter(one => one.name === name);

  /** What the schedule does now. */
  async sweep(): Promise<void> {
    await this.#scheduled.get('held')!();
  }

  /** All that the tables of a plugin hold, as text. */
  async everyRow(schema: string): Promise<string> {
    const { rows } = await this.#knex.raw(
      `select table_name from information_schema.tables where table_schema = ?`,
      [schema],
    );
    const tables = await Promise.all(
      rows.map(({ table_name: name }: { table_name: string }) =>
        this.#knex.raw('select t::text from ??.?? t', [schema, name]),
      ),
    );
    return JSON.stringify(tables.map(table => table.rows));
  }

  /** Whether anything of a request is still kept. */
  async sealedLeft(id: string): Promise<boolean> {
    const row = await this.#knex('holds')
      .withSchema('template-gates')
      .where({ id })
      .first();
    return row.request !== null || row.token !== null;
  }

  /** How long sign-ins last from now on, by the clock of the test. */
  tokensLast(ms: number): void {
    this.#tokenMs = ms;
  }

  /** How often each rule spoke, by `rule effect`. */
  async hits(): Promise<Record<string, number>> {
    const rows = await this.#knex('policy_hits').withSchema('template-gates');
    return Object.fromEntries(
      rows.map(({ rule, effect, hits }) => [`${rule} ${effect}`, hits]),
    );
  }

  async #start(knex: Knex): Promise<void> {
    this.#knex = knex;
    const scheduler = mockServices.scheduler.mock();
    scheduler.scheduleTask.mockImplementation(async ({ id, fn }: any) => {
      this.#scheduled.set(id, () => fn(new AbortController().signal));
    });
    this.backend = await RunsBackend.start({
      people: PEOPLE,
      allows: (permission, groups) =>
        permission !== templateGatesManagePermission.name ||
        groups.includes(PLATFORM),
      onlyIf: ofTheirOwn,
      features: [
        scaffolderBackend,
        templateGates,
        runsPlugin,
        makeAction(made => {
          this.made.push(made);
          if (this.failing.delete(made.name)) {
            throw new Error(`${made.name} is unlucky`);
          }
        }),
        this.#catalog(),
        scheduler.factory,
        this.#auth(),
        createServiceFactory({
          service: clockServiceRef,
          deps: {},
          factory: () => this.clock,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async (notice: any) => void this.notices.push(notice),
          }),
        }),
        mockServices.rootConfig.factory({
          data: {
            backend: {
              baseUrl: 'http://localhost',
              database: databaseOf(knex),
            },
            templateGates: {
              policies: [this.folder],
              prices: join(this.folder, 'prices'),
              held: { mostPerPerson: 30 },
              secrets: { keys: [{ id: 'test', secret: 'k'.repeat(40) }] },
            },
          },
        }),
      ],
    });
  }

  /** Its tokens end by the clock of the test. */
  #auth() {
    const { clock } = this;
    const lasts = () => this.#tokenMs;
    return createServiceFactory({
      service: coreServices.auth,
      deps: { plugin: coreServices.pluginMetadata },
      factory({ plugin }) {
        const auth = mockServices.auth({
          pluginId: plugin.getId(),
          disableDefaultAuthPolicy: false,
        });
        const limited = auth.getLimitedUserToken.bind(auth);
        auth.getLimitedUserToken = async credentials => ({
          ...(await limited(credentials)),
          expiresAt: new Date(clock.now() + lasts()),
        });
        return auth;
      },
    });
  }

  #catalog() {
    const entities = this.#entities;
    const mock = catalogServiceMock.mock();
    const current = () => catalogServiceMock({ entities });
    mock.getEntityByRef.mockImplementation((ref, options) =>
      current().getEntityByRef(ref, options),
    );
    mock.getEntities.mockImplementation((request, options) =>
      current().getEntities(request, options),
    );
    return mock.factory;
  }
}

/** As in the portal: a task is for who began it. */
function ofTheirOwn(permission: any, person: string): object | undefined {
  if (!TASKS_OF_THEIR_OWN.includes(permission.name)) return undefined;
  return createScaffolderTaskConditionalDecision(
    permission,
    scaffolderTaskConditions.isTaskOwner({
      createdBy: [`user:default/${person}`],
    }),
  );
}

/** Each plugin has a schema of its own, as they have databases of their own in the portal. */
function databaseOf(knex: Knex) {
  const {
    host,
    port,
    user: account,
    password,
    database,
  } = knex.client.config.connection;
  return {
    client: 'pg',
    pluginDivisionMode: 'schema',
    connection: { host, port, user: account, password, database },
  };
}
