import { oneAtATime } from '@towpath/backend-kit';
import { PROVISION_RUNS } from '@towpath/plugin-score-common';
import { requireRoom, type RunLimits } from '@towpath/runs';
import type { Run, WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { ProvisionInput } from '../model/runs';

interface Options {
  knex: Knex;
  engine: WorkflowEngine;
  limits: RunLimits;
}

type Request = Parameters<WorkflowEngine['start']>[0] & {
  input: ProvisionInput;
};

/** Begins what people and pipelines ask for, as long as there is room. */
export class ProvisionStarter {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws ConflictError with the limit that is reached, KeyReusedError */
  start(request: Request): Promise<Run> {
    const { knex, engine, limits } = this.#options;
    const { lockKey, requestedBy, input } = request;
    return knex.transaction(async trx => {
      await oneAtATime(trx, 'provisions');
      const { run, created } = await engine.start(request, { trx });
      if (!created) return run;
      await requireRoom(
        engine,
        {
          many: 'provisionings',
          among: { kinds: [PROVISION_RUNS] },
          target: {
            filter: { lockKey },
            words: `${input.service} in ${input.environment}`,
          },
          requestedBy,
        },
        limits,
        trx,
      );
      return run;
    });
  }
}
