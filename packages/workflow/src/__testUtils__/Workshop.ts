import {
  mockServices,
  type TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { Run, RunKind, RunStatus, StartRun } from '../types';
import { WorkflowEngine } from '../WorkflowEngine';
import type { WorkflowEngineOptions } from '../WorkflowEngineOptions';
import { until } from '@towpath/test-kit';

/** One database and the engines of a test on it. */
export class Workshop {
  readonly #engines: WorkflowEngine[] = [];

  private constructor(readonly knex: Knex) {}

  static async open(databases: TestDatabases): Promise<Workshop> {
    return new Workshop(await databases.init('POSTGRES_18'));
  }

  get connection(): Knex.PgConnectionConfig {
    const { host, port, user, password, database } =
      this.knex.client.config.connection;
    return { host, port: Number(port), user, password, database };
  }

  /** An engine that has begun to work on runs. */
  async engine(
    kinds: RunKind<object, object>[],
    options: Partial<WorkflowEngineOptions> = {},
  ): Promise<WorkflowEngine> {
    const engine = await this.idleEngine(kinds, options);
    await engine.begin();
    return engine;
  }

  async idleEngine(
    kinds: RunKind<object, object>[],
    options: Partial<WorkflowEngineOptions> = {},
  ): Promise<WorkflowEngine> {
    const engine = await WorkflowEngine.create({
      knex: this.knex,
      logger: mockServices.logger.mock(),
      kinds,
      ...options,
    });
    this.#engines.push(engine);
    return engine;
  }

  async close(): Promise<void> {
    await Promise.all(this.#engines.map(each => each.stop({ graceMs: 100 })));
  }
}

/** What a test asks for when it does not matter. */
export function request(over: Partial<StartRun> = {}): StartRun {
  return {
    kind: 'work',
    subject: 'component:default/shop',
    lockKey: 'shop@production',
    input: {},
    requestedBy: 'user:default/ann',
    ...over,
  };
}

export async function untilStatus(
  engine: WorkflowEngine,
  { id }: Pick<Run, 'id'>,
  status: RunStatus,
): Promise<Run> {
  return until(`run ${id} is ${status}`, async () => {
    const run = await engine.get(id);
    return run.status === status && run;
  });
}
