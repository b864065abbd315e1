import {
  stringifyTargetRef,
  whyNotPromote,
} from '@towpath/plugin-environment-common';
import {
  oneAtATime,
  type PolicyHits,
  type SpokenRule,
} from '@towpath/backend-kit';
import type { RunLimits } from '@towpath/runs';
import type { IdempotencyKey, WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { AutomaticVersions } from '../database/AutomaticVersions';
import { requiredApprovals } from '../model/approvals';
import { closedOf, factsOf } from '../model/factsOf';
import type { PromotionPlan } from '../model/PromotionPlan';
import { spokenRules } from '../model/spokenRules';
import {
  asDelivery,
  PROMOTION,
  ROLLBACK,
  type DeliveryRun,
  type PromotionInput,
  type Reversal,
} from '../model/runs';
import { askApprovers, type PromotionOutbox } from '../notify/PromotionOutbox';
import { refusalOfGates } from './refusal';
import { requireRoomFor } from './requireRoomFor';

interface Options {
  knex: Knex;
  engine: WorkflowEngine;
  automatic: AutomaticVersions;
  outbox: PromotionOutbox;
  limits: RunLimits;
  hits: PolicyHits;
}

interface Asked {
  requestedBy: string;
  idempotencyKey?: IdempotencyKey;
}

/** Begins runs: the run and what people are told are written together. */
export class PromotionStarter {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws ConflictError with what each closed gate says, or with a limit, KeyReusedError */
  async promote(
    plan: PromotionPlan,
    asked: Asked & Omit<PromotionInput, 'plan'>,
  ): Promise<DeliveryRun> {
    await this.#requireOpen(plan);
    const { requestedBy, idempotencyKey, ...input } = asked;
    const required = requiredApprovals(plan.gates);
    const approval =
      required.length > 0 ? { digest: plan.digest, required } : undefined;
    return this.#start(plan, {
      kind: PROMOTION,
      requestedBy,
      idempotencyKey,
      input: { plan, ...input },
      approval,
      automatic: input.automatic,
      spoken: spokenRules(plan.gates),
    });
  }

  /** @throws ConflictError with a limit, KeyReusedError */
  rollBack(
    reversal: Reversal,
    asked: Asked & { reason: string; overrideFreeze: boolean },
  ): Promise<DeliveryRun> {
    const { requestedBy, idempotencyKey, reason, overrideFreeze } = asked;
    return this.#start(reversal, {
      kind: ROLLBACK,
      requestedBy,
      idempotencyKey,
      input: { reversal, reason, overrideFreeze },
      automatic: false,
      spoken: [],
    });
  }

  async #requireOpen(plan: PromotionPlan): Promise<void> {
    const closed = closedOf(whyNotPromote(factsOf(plan)));
    if (closed.length === 0) return;
    await this.#options.hits.add(spokenRules(plan.gates));
    throw refusalOfGates(closed, plan);
  }

  #start(
    { service, to, version }: Pick<Reversal, 'service' | 'to' | 'version'>,
    { automatic, spoken, ...request }: StartRequest,
  ): Promise<DeliveryRun> {
    const { knex, engine, hits, limits, outbox } = this.#options;
    const target = { service: service.ref, environment: to };
    return knex.transaction(async trx => {
      // An environment brings each version once, and the newer one takes the place of the older.
      if (!automatic) await oneAtATime(trx, 'promotions');
      const { run, created } = await engine.start(
        {
          ...request,
          subject: service.ref,
          lockKey: stringifyTargetRef(target),
        },
        { trx },
      );
      if (!created) return asDelivery(run);
      await hits.add(spoken, trx);
      if (automatic) {
        await this.#options.automatic.add({ ...target, version }, trx);
      } else {
        // After those whose place it takes have ended, and itself among the counted.
        await requireRoomFor(engine, request, target, limits, trx);
      }
      if (request.approval) {
        const { digest } = request.approval;
        await askApprovers(outbox, { id: run.id, digest }, trx);
      }
      return asDelivery(run);
    });
  }
}

interface StartRequest extends Asked {
  kind: string;
  input: object;
  approval?: Parameters<WorkflowEngine['start']>[0]['approval'];
  automatic: boolean;
  /** What rules of policies said about it. */
  spoken: SpokenRule[];
}
