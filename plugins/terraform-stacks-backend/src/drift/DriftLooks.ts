import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { WorkflowEngine } from '@towpath/workflow';
import type { DefinedRuns } from '../runs/DefinedRuns';
import { DRIFT_RUNS } from '../runs/stackKind';
import { PORTAL } from '../runs/tidyRuns';
import type { DriftStore } from '../stacks/DriftStore';
import { isBeingChanged } from '../stacks/isBeingChanged';
import type { Knex } from 'knex';

interface DriftLooksOptions {
  knex: Knex;
  engine: WorkflowEngine;
  drifts: DriftStore;
  runs: Pick<DefinedRuns, 'look'>;
  clock: Clock;
  logger: LoggerService;
  /** How many looks are under way at a time. */
  parallel: number;
}

/** Has stacks looked at that are due, so many at a time, and none that is being changed. */
export class DriftLooks {
  readonly #options: DriftLooksOptions;

  constructor(options: DriftLooksOptions) {
    this.#options = options;
  }

  /** Begins what is due and has room; the rest waits for the next time. */
  async begin(): Promise<void> {
    const { engine, drifts, parallel, clock } = this.#options;
    const under = await engine.count({ kinds: [DRIFT_RUNS], alive: true });
    const room = parallel - under;
    if (room <= 0) return;
    const due = await drifts.takeDue(new Date(clock.now()), room);
    for (const key of due) await this.#look(key);
  }

  async #look(key: string): Promise<void> {
    const { knex, runs, logger } = this.#options;
    // What an apply is just changing would look like drift. It is due again in a while.
    if (await isBeingChanged(knex, key)) return;
    try {
      await runs.look(key, DRIFT_RUNS, PORTAL);
    } catch (error) {
      logger.info(`The stack ${key} could not be looked at: ${error}`);
      await this.#keepUnasked(key, error as Error);
    }
  }

  /** Such as an output of another stack that is not there: no run could begin. */
  #keepUnasked(key: string, { message }: Error): Promise<void> {
    const { knex, drifts, clock } = this.#options;
    const look = { key, at: new Date(clock.now()) };
    const why = `It could not be looked at: ${message}`;
    return knex.transaction(trx => drifts.keepUnasked(look, why, trx));
  }
}
