import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { fromKnex, PgBoss } from 'pg-boss';
import type { WorkflowEngineOptions } from '../WorkflowEngineOptions';

const QUEUE = 'runs';

// A job only says that a run is worth a look, so one too many is harmless. What it may take is bounded by leases.
const QUEUE_OPTIONS = {
  policy: 'standard',
  notify: true,
  heartbeatSeconds: 30,
  expireInSeconds: 12 * 3600,
  deleteAfterSeconds: 600,
  retryLimit: 2,
};

/** The jobs of pg-boss that wake runs. */
export class RunJobs {
  private constructor(private readonly boss: PgBoss) {}

  static async create(
    options: Pick<WorkflowEngineOptions, 'connection' | 'schema' | 'logger'>,
  ): Promise<RunJobs> {
    const { connection, schema, logger } = options;
    const boss = new PgBoss({
      ...(typeof connection === 'string'
        ? { connectionString: connection }
        : connection),
      schema,
      max: 4,
      useListenNotify: true,
      schedule: false,
    });
    reportTrouble(boss, logger);
    await boss.start();
    await boss.createQueue(QUEUE, QUEUE_OPTIONS);
    return new RunJobs(boss);
  }

  /** Has the run looked at after `delayMs`, when the transaction is committed. */
  async send(runId: string, trx: Knex.Transaction, delayMs = 0): Promise<void> {
    await this.boss.send(
      QUEUE,
      { runId },
      { db: fromKnex(trx), startAfter: Math.max(0, delayMs) / 1000 },
    );
  }

  async sendAll(runIds: string[], trx: Knex.Transaction): Promise<void> {
    if (runIds.length === 0) return;
    await this.boss.insert(
      QUEUE,
      runIds.map(runId => ({ data: { runId } })),
      { db: fromKnex(trx) },
    );
  }

  /** Calls the handler for each job, `workers` at a time. */
  async work(
    workers: number,
    handler: (runId: string) => Promise<void>,
  ): Promise<void> {
    await this.boss.work<{ runId: string }>(
      QUEUE,
      {
        localConcurrency: workers,
        pollingIntervalSeconds: 1,
        // Nobody is notified when the time of a deferred job comes.
        notifyPollingIntervalSeconds: 1,
      },
      async ([job]) => handler(job.data.runId),
    );
  }

  /** Takes no more jobs. */
  async pause(): Promise<void> {
    await this.boss.offWork(QUEUE, { wait: false });
  }

  async stop(): Promise<void> {
    await this.boss.stop({ graceful: true, timeout: 2_000 });
  }
}

function reportTrouble(boss: PgBoss, logger: LoggerService): void {
  boss.on('error', error =>
    logger.warn(`The job queue of the workflow engine: ${error.message}`),
  );
  boss.on('warning', ({ message }) =>
    logger.debug(`The job queue of the workflow engine: ${message}`),
  );
}
