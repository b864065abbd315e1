import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';
import type { NewLine } from '../database/operations/appendLines';
import { claimRun } from '../database/operations/claimRun';
import { renewClaim } from '../database/operations/renewClaim';
import { settleStep } from '../database/operations/settleStep';
import { writeLines } from '../database/operations/writeLines';
import type { RunRow } from '../database/rows';
import { maxAttemptsOf } from './decideNext';
import { LeaseKeeper } from './LeaseKeeper';
import { LineBuffer } from './LineBuffer';
import type { Outcome } from './Outcome';
import { StepTry } from './StepTry';
import type { Telemetry } from './Telemetry';
import type { Transactions } from './Transactions';

/** Works on runs: claims one, tries its steps one after the other, and writes what became of each. */
export class Worker {
  readonly #transactions: Transactions;
  readonly #telemetry: Telemetry;
  readonly #logger: LoggerService;
  readonly #tries = new Map<string, StepTry>();
  readonly #busy = new Set<Promise<boolean>>();
  #stopping = false;

  constructor(
    transactions: Transactions,
    telemetry: Telemetry,
    logger: LoggerService,
  ) {
    this.#transactions = transactions;
    this.#telemetry = telemetry;
    this.#logger = logger;
  }

  /**
   * Works on the run for as long as there is something to do. Ends at once when it is not its turn, and answers
   * whether it was.
   */
  async work(runId: string): Promise<boolean> {
    if (this.#stopping) return false;
    const working = this.#workThrough(runId).catch(error => {
      this.#logger.error(
        `Run "${runId}" was left as it is: ${this.#clean(error.message)}`,
      );
      return false;
    });
    this.#busy.add(working);
    try {
      return await working;
    } finally {
      this.#busy.delete(working);
    }
  }

  /** Tells this step of the run to stop, if this worker is at it. */
  cancel(runId: string, step?: string): void {
    const attempt = this.#tries.get(runId);
    if (attempt && attempt.step === step) attempt.abort('cancel');
  }

  /** Waits for the steps at hand, and tells them to stop when it takes longer than this. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    const idle = Promise.all(this.#busy);
    await Promise.race([idle, this.#pause(graceMs)]);
    for (const each of this.#tries.values()) each.abort('stop');
    await Promise.race([idle, this.#pause(2_000)]);
  }

  async #workThrough(runId: string): Promise<boolean> {
    const claimed = await this.#transactions.run(work => claimRun(work, runId));
    if (!claimed) return false;
    if (claimed.wasQueued) {
      const { clock } = this.#transactions.services;
      this.#telemetry.recordLockWait(claimed.row, new Date(clock.now()));
    }
    let row: RunRow | undefined = claimed.row;
    while (row) row = await this.#workOnStep(row);
    return true;
  }

  async #workOnStep(row: RunRow): Promise<RunRow | undefined> {
    const log = this.#openLog(row);
    const outcome = await this.#tryStep(row, log);
    const lines = await log.take();
    try {
      return await this.#settle(row, outcome, lines);
    } catch (error) {
      const message = `Its result could not be written: ${
        toError(error).message
      }`;
      return this.#settle(row, { type: 'threw', message }, lines);
    }
  }

  #settle(
    row: RunRow,
    outcome: Outcome,
    lines: NewLine[],
  ): Promise<RunRow | undefined> {
    return this.#transactions.run(work =>
      settleStep(work, row, outcome, lines),
    );
  }

  async #tryStep(row: RunRow, log: LineBuffer): Promise<Outcome> {
    const { kinds, clock, leaseMs } = this.#transactions.services;
    const plan = kinds.get(row.kind);
    const step = plan.find(row.step);
    if (this.#stopping) return { type: 'interrupted' };
    const isCancelled = row.cancel_by !== null;
    if (isCancelled && !step?.settle) return { type: 'cancelled' };
    if (!step) return fail(`Step "${row.step}" is no more in "${row.kind}"`);
    if (row.step_attempt > maxAttemptsOf(plan, row)) {
      return { type: 'threw', message: 'Its process was lost' };
    }
    const attempt = new StepTry(plan, row, log, clock);
    const lease = new LeaseKeeper(
      leaseMs,
      () => renewClaim(this.#transactions.knex, row, leaseMs),
      standing => attempt.abort(standing),
    );
    this.#tries.set(row.id, attempt);
    try {
      return await this.#telemetry.traceTry(row, () =>
        isCancelled ? attempt.settle(step) : attempt.run(step),
      );
    } finally {
      lease.stop();
      this.#tries.delete(row.id);
    }
  }

  #openLog(row: RunRow): LineBuffer {
    const { clock } = this.#transactions.services;
    return new LineBuffer(row.step ?? '', clock, lines =>
      this.#transactions.run(work => writeLines(work, row, lines)),
    );
  }

  #clean(text: string): string {
    return this.#transactions.services.scrubber.scrub(text);
  }

  #pause(ms: number): Promise<void> {
    return delay(ms, undefined, { ref: false });
  }
}

function fail(reason: string): Outcome {
  return { type: 'fail', reason, compensate: false };
}
