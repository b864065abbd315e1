import { toError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import type { Clock } from '@towpath/clock';
import { deadlineOf } from './decideNext';
import type { LineBuffer } from './LineBuffer';
import type { Outcome } from './Outcome';
import { StepAbort, type AbortCause } from './StepAbort';
import { toRun, type RunRow } from '../database/rows';
import type { AnyStep, RunPlan } from '../kinds/RunPlan';
import type { StepContext } from '../types';

/** A step that is over its time when its turn comes has this long for a last look. */
const LAST_LOOK_MS = 10_000;
/** A step that does not return this long after it was told to is left alone. */
const ABANDON_AFTER_MS = 30_000;

/** One try of one step. Never rejects. */
export class StepTry {
  readonly #plan: RunPlan;
  readonly #row: RunRow;
  readonly #clock: Clock;
  readonly #controller = new AbortController();

  constructor(
    plan: RunPlan,
    row: RunRow,
    readonly log: LineBuffer,
    clock: Clock,
  ) {
    this.#plan = plan;
    this.#row = row;
    this.#clock = clock;
  }

  get step(): string | undefined {
    return this.#row.step ?? undefined;
  }

  abort(why: AbortCause): void {
    const { signal } = this.#controller;
    if (signal.aborted) return;
    if (why === 'cancel' && this.#plan.find(this.#row.step)?.settle) return;
    this.#controller.abort(new StepAbort(why));
  }

  run(step: AnyStep): Promise<Outcome> {
    return this.#watch(() => step.run(this.#context()));
  }

  /** Instead of a try, when the run is cancelled. */
  settle(step: AnyStep): Promise<Outcome> {
    return this.#watch(async () => ({
      type: 'cancelled',
      output: await step.settle?.(this.#context()),
    }));
  }

  async #watch(work: () => Promise<Outcome>): Promise<Outcome> {
    const timer = this.#startTimer();
    try {
      return await this.#raceAbandonment(work());
    } catch (error) {
      return this.#describe(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #context(): StepContext<object, object> {
    const { log } = this;
    const row = this.#row;
    const clock = this.#clock;
    const controller = this.#controller;
    const { input, state, ...run } = toRun(structuredClone(row));
    return {
      runId: row.id,
      idempotencyKey: `${row.id}/${row.step}`,
      input,
      state,
      run: { ...run, input, state },
      attempt: row.step_attempt,
      stepStartedAt: row.step_started_at!,
      log,
      signal: controller.signal,
      now: () => new Date(clock.now()),
    };
  }

  #startTimer(): NodeJS.Timeout | undefined {
    const deadline = deadlineOf(this.#plan, this.#row);
    if (!deadline) return undefined;
    const left = deadline.getTime() - this.#clock.now();
    return setTimeout(
      () => this.abort('timeout'),
      // The longest that a timer of Node takes.
      Math.min(left > 0 ? left : LAST_LOOK_MS, 2 ** 31 - 1),
    );
  }

  async #raceAbandonment<T>(result: Promise<T>): Promise<T> {
    const { signal } = this.#controller;
    const abandoned = createDeferred<never>();
    let timer: NodeJS.Timeout | undefined;
    const lookAway = () => {
      const patience = signal.reason.why === 'lost' ? 0 : ABANDON_AFTER_MS;
      timer = setTimeout(() => abandoned.reject(signal.reason), patience);
    };
    signal.addEventListener('abort', lookAway);
    try {
      return await Promise.race([result, abandoned]);
    } finally {
      // It may be told to end while how it ended is written down: nobody waits for it any more.
      signal.removeEventListener('abort', lookAway);
      clearTimeout(timer);
    }
  }

  #describe(error: unknown): Outcome {
    const { signal } = this.#controller;
    if (signal.aborted && signal.reason.why === 'stop') {
      return { type: 'interrupted' };
    }
    return { type: 'threw', message: toError(error).message };
  }
}
