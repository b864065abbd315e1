import {
  stringifyTargetRef,
  whyNotPromote,
  type EnvironmentTargetRef,
} from '@towpath/plugin-environment-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { PromotionStore } from '../database/PromotionStore';
import { approversOf, requiredApprovals } from '../model/approvals';
import { closedOf, factsOf } from '../model/factsOf';
import type { PromotionPlan } from '../model/PromotionPlan';
import {
  PROMOTION,
  ROLLBACK,
  type DeliveryRun,
  type PromotionInput,
  type Reversal,
} from '../model/runs';
import { askApprovers, type PromotionOutbox } from '../notify/PromotionOutbox';
import { requireSameRequest, type IdempotencyKey } from './IdempotencyKey';
import type { PromotionLimits } from './readLimits';
import { refusalOfGates } from './refusal';
import { requireRoom } from './requireRoom';

interface Options {
  engine: WorkflowEngine;
  store: PromotionStore;
  outbox: PromotionOutbox;
  limits: PromotionLimits;
}

interface Asked {
  requestedBy: string;
  idempotencyKey?: IdempotencyKey;
}

/** Begins runs: the run, what it is found by and what people are told are written together. */
export class PromotionStarter {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws ConflictError with what each closed gate says, or with a limit, KeyReusedError */
  promote(
    plan: PromotionPlan,
    asked: Asked & Omit<PromotionInput, 'plan'>,
  ): Promise<DeliveryRun> {
    requireOpen(plan);
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
      row: {
        automatic: input.automatic,
        approvers: approversOf(plan.gates),
        reverts: null,
      },
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
      row: { automatic: false, approvers: [], reverts: reversal.reverts },
    });
  }

  #start(
    { service, to, version }: Pick<Reversal, 'service' | 'to' | 'version'>,
    { row, ...request }: StartRequest,
  ): Promise<DeliveryRun> {
    const { engine, store, outbox } = this.#options;
    const target = { service: service.ref, environment: to };
    return store.transaction(async trx => {
      // An environment brings each version once, and the newer one takes the place of the older.
      if (!row.automatic) await store.beginAlone(trx);
      const { run, created } = await engine.start(
        {
          ...request,
          idempotencyKey: request.idempotencyKey?.key,
          subject: service.ref,
          lockKey: stringifyTargetRef(target),
        },
        { trx },
      );
      if (created) {
        const { kind, requestedBy, idempotencyKey } = request;
        await store.insert(
          {
            id: run.id,
            kind,
            ...target,
            version,
            requested_by: requestedBy,
            idempotency_key: idempotencyKey?.key ?? null,
            request_digest: idempotencyKey?.digest ?? null,
            ...row,
          },
          trx,
        );
        // After those whose place it takes have ended, and itself among the counted.
        if (!row.automatic) await this.#requireRoom(request, target, trx);
        if (request.approval) {
          const { digest } = request.approval;
          await askApprovers(outbox, { id: run.id, digest }, trx);
        }
      } else {
        await this.#requireSame(request, trx);
      }
      return run as unknown as DeliveryRun;
    });
  }

  async #requireRoom(
    { kind, requestedBy }: Pick<StartRequest, 'kind' | 'requestedBy'>,
    target: Required<EnvironmentTargetRef>,
    trx: Knex.Transaction,
  ) {
    const { store, limits } = this.#options;
    const row = { kind, requested_by: requestedBy, ...target };
    const counted = await store.countUnfinished(row, trx);
    requireRoom(counted, kind, target, limits);
  }

  /** Of two that came at once with the same key, the second one finds what the first one began. */
  async #requireSame(
    {
      kind,
      requestedBy,
      idempotencyKey,
    }: Pick<StartRequest, 'kind' | 'requestedBy' | 'idempotencyKey'>,
    trx: Knex.Transaction,
  ) {
    if (!idempotencyKey) return;
    const { key } = idempotencyKey;
    const { store } = this.#options;
    const earlier = await store.findByKey(kind, requestedBy, key, trx);
    if (earlier) requireSameRequest(idempotencyKey, earlier);
  }
}

interface StartRequest extends Asked {
  kind: string;
  input: object;
  approval?: Parameters<WorkflowEngine['start']>[0]['approval'];
  row: { automatic: boolean; approvers: string[]; reverts: string | null };
}

function requireOpen(plan: PromotionPlan) {
  const closed = closedOf(whyNotPromote(factsOf(plan)));
  if (closed.length > 0) throw refusalOfGates(closed, plan);
}
