import { defineRunKind, type Step } from '@towpath/workflow';
import type { Knex } from 'knex';
import { noteSetback } from '../gates/setbacks/noteSetback';
import { closeLeftOpen, tellEnd } from '../notify/PromotionOutbox';
import { effectOfRestore, effectOfWrite } from '../steps/Effect';
import { freezeStep } from '../steps/freeze';
import { gatesStep } from '../steps/gates';
import { healthyStep } from '../steps/healthy';
import type { Limit } from '../steps/limit';
import { mergeStep } from '../steps/merge';
import { patient } from '../steps/patient';
import { progressMinutes } from '../steps/progressDeadline';
import { recordStep } from '../steps/record';
import { restoreStep } from '../steps/restore';
import type { StepServices } from '../steps/StepServices';
import { syncStep } from '../steps/sync';
import { writeStep } from '../steps/write';
import { findApplication } from '../deployments/findApplication';
import { proposalOf, restoreProposalOf } from '../model/proposalOf';
import {
  deliveryOf,
  planOf,
  PROMOTION,
  ROLLBACK,
  type DeliveryRun,
  type DeliveryState,
  type PromotionInput,
  type RollbackInput,
} from '../model/runs';

const HEALTH_TIMEOUT_MINUTES = 10;

const restoreMerge = {
  proposalOf: restoreProposalOf,
  pullRequest: 'restorePullRequest',
  commit: 'restored',
} as const;

/** The two kinds of runs: a promotion, which takes itself back when it fails, and a rollback. */
export function createRunKinds(services: StepServices) {
  const onEnd = async (run: DeliveryRun, trx: Knex.Transaction) => {
    await tellEnd(services.outbox, run, trx);
    await closeLeftOpen(services.outbox, run, trx);
    await noteSetback(run, services.setbacks, trx);
    if (run.status === 'rolled-back') {
      await services.writes.undo(run.id, run.endedAt!, trx);
    }
  };
  const forward = effectOfWrite;
  const back = effectOfRestore;
  const limitsOf = (run: DeliveryRun) => limits(services, run);
  const limitsWithoutUndo = async (run: DeliveryRun) => ({
    ...(await limitsOf(run)),
    compensate: false,
  });
  const patiently = <I>(...steps: Step<I, DeliveryState>[]) =>
    steps.map(step => patient(step));

  const promotion = defineRunKind<PromotionInput, DeliveryState>({
    kind: PROMOTION,
    facts: run => {
      const { to: environment, version } = planOf(run);
      return { environment, version, automatic: run.input.automatic };
    },
    supersedes: [PROMOTION],
    steps: patiently(
      gatesStep(services),
      writeStep(services),
      mergeStep(services, {
        name: 'merge',
        proposalOf,
        pullRequest: 'pullRequest',
        commit: 'written',
      }),
      syncStep(services, {
        name: 'sync',
        effectOf: forward,
        limits: limitsOf,
        interrupts: false,
      }),
      healthyStep(services, {
        name: 'healthy',
        effectOf: forward,
        limits: limitsOf,
      }),
      recordStep(services),
    ),
    compensation: patiently(
      restoreStep(services),
      mergeStep(services, { ...restoreMerge, name: 'restore-merge' }),
      syncStep(services, {
        name: 'restore-sync',
        effectOf: back,
        limits: limitsWithoutUndo,
        interrupts: true,
      }),
      healthyStep(services, {
        name: 'restore-healthy',
        effectOf: back,
        limits: limitsWithoutUndo,
      }),
    ),
    onEnd,
  });

  const rollback = defineRunKind<RollbackInput, DeliveryState>({
    kind: ROLLBACK,
    facts: ({ input: { reversal } }) => {
      const { to: environment, version, reverts } = reversal;
      return { environment, version, automatic: false, reverts };
    },
    // What has changed nothing yet must not keep an emergency waiting.
    supersedes: [PROMOTION, ROLLBACK],
    steps: patiently(
      freezeStep(services),
      restoreStep(services),
      mergeStep(services, { ...restoreMerge, name: 'merge' }),
      syncStep(services, {
        name: 'sync',
        effectOf: back,
        limits: limitsWithoutUndo,
        interrupts: true,
      }),
      healthyStep(services, {
        name: 'healthy',
        effectOf: back,
        limits: limitsWithoutUndo,
      }),
      recordStep(services),
    ),
    onEnd,
  });
  return [promotion, rollback];
}

async function limits(
  services: StepServices,
  run: DeliveryRun,
): Promise<Limit> {
  const { spec } = await services.catalog.getEnvironment(deliveryOf(run).to);
  const { healthTimeout, rollbackOnFailure = true } = spec.promotion ?? {};
  return {
    timeoutMinutes: healthTimeout ?? HEALTH_TIMEOUT_MINUTES,
    compensate: rollbackOnFailure,
    ...(healthTimeout === undefined && {
      ownMinutes: async signal => {
        const target = await findApplication(services, deliveryOf(run));
        const client = services.instances.get(target.instance);
        return progressMinutes(client, target, signal);
      },
    }),
  };
}
