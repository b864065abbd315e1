import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { systemClock } from '@towpath/clock';
import { migrate } from './database/migrate';
import { cancelRun } from './database/operations/cancelRun';
import { decideRun } from './database/operations/decideRun';
import { fillDerived } from './database/operations/fillDerived';
import { countRuns, listHeads, listRuns } from './database/operations/listRuns';
import { readLog } from './database/operations/readLog';
import { readRun } from './database/operations/readRun';
import { retryRun } from './database/operations/retryRun';
import { reviseRun } from './database/operations/reviseRun';
import { findStarted, startRun } from './database/operations/startRun';
import { wakeRuns } from './database/operations/wakeRuns';
import { toRun, type RunRow } from './database/rows';
import type { Work } from './database/Work';
import { Dispatcher } from './dispatch/Dispatcher';
import { Cleaner } from './execution/Cleaner';
import { Listeners } from './execution/Listeners';
import { Telemetry } from './execution/Telemetry';
import { Transactions } from './execution/Transactions';
import { Worker } from './execution/Worker';
import { RunKinds } from './kinds/RunKinds';
import { Scrubber } from './text/Scrubber';
import type {
  CancelRun,
  Decision,
  Revision,
  Run,
  RunChange,
  RunFilter,
  RunHead,
  RunLog,
  RunPage,
  RunQuery,
  StartRun,
  WokenRuns,
} from './types';
import type { WorkflowEngineOptions } from './WorkflowEngineOptions';

/**
 * Runs that end truly, whatever dies meanwhile. Any number of engines, in any number of processes, work on the runs
 * of one database; one that has not begun only answers and takes orders.
 *
 * Every method that takes a run id throws a NotFoundError when there is no such run.
 */
export class WorkflowEngine {
  readonly #transactions: Transactions;
  readonly #listeners: Listeners;
  readonly #worker: Worker;
  readonly #dispatcher: Dispatcher;
  readonly #cleaner: Cleaner;

  private constructor(
    transactions: Transactions,
    listeners: Listeners,
    worker: Worker,
    dispatcher: Dispatcher,
    cleaner: Cleaner,
  ) {
    this.#transactions = transactions;
    this.#listeners = listeners;
    this.#worker = worker;
    this.#dispatcher = dispatcher;
    this.#cleaner = cleaner;
  }

  /** Brings the tables up to date. */
  static async create(options: WorkflowEngineOptions): Promise<WorkflowEngine> {
    const { knex, logger, retention = { years: 1 }, workers = 4 } = options;
    await migrate(knex);
    const telemetry = new Telemetry();
    const kinds = new RunKinds(options.kinds);
    const clock = options.clock ?? systemClock;
    await fillDerived(knex, kinds);
    const listeners = new Listeners(telemetry, logger);
    const services = {
      kinds,
      scrubber: new Scrubber(options.secrets ?? (() => [])),
      clock,
      leaseMs: options.leaseMs ?? 15_000,
    };
    const transactions = new Transactions(knex, services, changes =>
      listeners.tell(changes),
    );
    const worker = new Worker(transactions, telemetry, logger);
    return new WorkflowEngine(
      transactions,
      listeners,
      worker,
      new Dispatcher({
        knex,
        clock,
        logger,
        kinds: kinds.names,
        workers,
        work: runId => worker.work(runId),
      }),
      new Cleaner({ transactions, retention, logger }),
    );
  }

  /**
   * Creates a run: awaiting approval when some is asked for, else queued. With `trx`, the run is there when that
   * transaction is committed, which has to be an outermost one.
   *
   * @throws InputError for an unknown kind.
   * @throws KeyReusedError when the key came with another request before.
   * @throws ConflictError when the given id belongs to another run.
   */
  async start<I = JsonObject, S = JsonObject>(
    request: StartRun,
    options: { trx?: Knex.Transaction } = {},
  ): Promise<{ run: Run<I, S>; created: boolean }> {
    const operation = (work: Work) => startRun(work, request);
    const { row, created } = options.trx
      ? await this.#transactions.join(options.trx, operation)
      : await this.#transactions.run(operation);
    return { run: typed(row), created };
  }

  /**
   * What the same person started with the same key before.
   *
   * @throws KeyReusedError when that was asked for in other words.
   */
  async findStarted(
    request: Pick<StartRun, 'kind' | 'requestedBy' | 'idempotencyKey'>,
  ): Promise<Run | undefined> {
    const row = await findStarted(this.#transactions.knex, request);
    return row && typed(row);
  }

  /**
   * Records what a person decided; who may decide under which rule is for the caller to know. One rejection ends the
   * run. When every rule is satisfied, the run is queued.
   *
   * @throws ConflictError when the run awaits no approval, or asks for something else than was shown.
   * @throws NotAllowedError when four eyes are asked for and the requester approves.
   * @throws InputError for a rule that the run does not ask for.
   */
  async decide(runId: string, decision: Decision): Promise<Run> {
    return this.#change(work => decideRun(work, runId, decision));
  }

  /**
   * Changes what a run that awaits approval asks for; what was decided is void.
   *
   * @throws ConflictError when the run awaits no approval.
   */
  async revise(runId: string, revision: Revision): Promise<Run> {
    return this.#change(work => reviseRun(work, runId, revision));
  }

  /**
   * Ends the run at once, unless a step of it runs: that step is told to stop, and the run ends when it returns.
   *
   * @throws ConflictError when the run has ended in another way, is undoing what it did, or goes on by `unless`.
   */
  async cancel(runId: string, options: CancelRun): Promise<Run> {
    const run = await this.#change(work => cancelRun(work, runId, options));
    this.#worker.cancel(runId, run.step);
    return run;
  }

  /**
   * Queues a failed run again, to go on at the step that failed, or at the one that this step says.
   *
   * @throws ConflictError when the run has not failed.
   */
  async retry(runId: string, options: { by: string }): Promise<Run> {
    return this.#change(work => retryRun(work, runId, options));
  }

  /** Has the steps that wait look again now. */
  async wake(target: WokenRuns): Promise<void> {
    await this.#transactions.run(work => wakeRuns(work, target));
  }

  async get<I = JsonObject, S = JsonObject>(runId: string): Promise<Run<I, S>> {
    return typed(await readRun(this.#transactions.knex, runId));
  }

  /** @throws InputError for a wrong limit or cursor. */
  async list<I = JsonObject, S = JsonObject>(
    query: RunQuery,
  ): Promise<RunPage<I, S>> {
    const { rows, nextCursor } = await listRuns(this.#transactions.knex, query);
    return { items: rows.map(row => typed<I, S>(row)), nextCursor };
  }

  /** All of them, newest first: for what is known to be few. */
  async heads(filter: RunFilter): Promise<RunHead[]> {
    return listHeads(this.#transactions.knex, filter);
  }

  async count(
    filter: RunFilter,
    options: { trx?: Knex.Transaction } = {},
  ): Promise<number> {
    return countRuns(options.trx ?? this.#transactions.knex, filter);
  }

  /** The lines after number `after`, 1,000 at most unless `limit` says otherwise. */
  async log(
    runId: string,
    options: { after?: number; limit?: number } = {},
  ): Promise<RunLog> {
    return readLog(this.#transactions.knex, runId, options);
  }

  /** Calls the listener for every change that this process has committed. Answers how to stop that. */
  onChange(listener: (change: RunChange) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Begins to work on runs. */
  async begin(): Promise<void> {
    this.#cleaner.begin();
    await this.#dispatcher.begin();
  }

  /** Looks for runs that nobody works on and should; a begun engine does so every few seconds. */
  async sweep(): Promise<void> {
    await this.#dispatcher.sweep();
  }

  /** Deletes runs past their retention; a begun engine does so every hour. Answers how many. */
  async clean(): Promise<number> {
    return this.#cleaner.clean();
  }

  /** Lets the steps at hand return, for 10 seconds at most when nothing else is given; other engines go on. */
  async stop(options: { graceMs?: number } = {}): Promise<void> {
    await this.#dispatcher.stop();
    await this.#cleaner.stop();
    await this.#worker.stop(options.graceMs ?? 10_000);
  }

  async #change(operation: (work: Work) => Promise<RunRow>): Promise<Run> {
    return typed(await this.#transactions.run(operation));
  }
}

/** What a kind writes into its runs is what it reads from them. */
function typed<I = JsonObject, S = JsonObject>(row: RunRow): Run<I, S> {
  const { input, state, ...run } = toRun(row);
  return { ...run, input: input as I, state: state as S };
}
