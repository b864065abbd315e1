import {
  healthyStep,
  outlastOutages,
  syncStep,
  type Effect,
  type Limit,
} from '@towpath/delivery';
import { defineRunKind, type Step } from '@towpath/workflow';
import type { Knex } from 'knex';
import { noteSetback } from '../gates/setbacks/noteSetback';
import {
  closeLeftOpen,
  stopProviding,
  tellEnd,
} from '../notify/PromotionOutbox';
import { effectOfRestore, effectOfWrite } from '../steps/effectOf';
import { freezeStep } from '../steps/freeze';
import { gatesStep } from '../steps/gates';
import { mergeStep } from '../steps/merge';
import { provideStep } from '../steps/provide';
import { recordStep } from '../steps/record';
import { restoreStep } from '../steps/restore';
import type { StepServices } from '../steps/StepServices';
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

const restoreMerge = {
  proposalOf: restoreProposalOf,
  pullRequest: 'restorePullRequest',
  commit: 'restored',
} as const;

type Input = PromotionInput | RollbackInput;

/** Whether a run brings a version, or takes one back. */
interface Way {
  effectOf: (run: DeliveryRun) => Effect;
  /** Whether it ends an operation that deploys something else. */
  interrupts: boolean;
  /** Whether a failure is taken back, where the environment has it so. */
  compensates: boolean;
}

const FORWARD: Way = {
  effectOf: effectOfWrite,
  interrupts: false,
  compensates: true,
};

const BACK: Way = {
  effectOf: effectOfRestore,
  interrupts: true,
  compensates: false,
};

/** The two kinds of runs: a promotion, which takes itself back when it fails, and a rollback. */
export function createRunKinds(services: StepServices) {
  const onEnd = async (run: DeliveryRun, trx: Knex.Transaction) => {
    await tellEnd(services.outbox, run, trx);
    await closeLeftOpen(services.outbox, run, trx);
    await stopProviding(services.outbox, run, trx);
    await noteSetback(run, services.setbacks, trx);
    if (run.status === 'rolled-back') {
      await services.writes.undo(run.id, run.endedAt!, trx);
    }
  };
  const outlasting = <I>(...steps: Step<I, DeliveryState>[]) =>
    steps.map(step => outlastOutages(step));

  const promotion = defineRunKind<PromotionInput, DeliveryState>({
    kind: PROMOTION,
    facts: run => {
      const { to: environment, version } = planOf(run);
      return { environment, version, automatic: run.input.automatic };
    },
    supersedes: [PROMOTION],
    steps: outlasting(
      gatesStep(services),
      provideStep(services),
      writeStep(services),
      mergeStep(services, {
        name: 'merge',
        proposalOf,
        pullRequest: 'pullRequest',
        commit: 'written',
      }),
      ...deploySteps(services, ['sync', 'healthy'], FORWARD),
      recordStep(services),
    ),
    compensation: outlasting(
      restoreStep(services),
      mergeStep(services, { ...restoreMerge, name: 'restore-merge' }),
      ...deploySteps(services, ['restore-sync', 'restore-healthy'], BACK),
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
    steps: outlasting(
      freezeStep(services),
      restoreStep(services),
      mergeStep(services, { ...restoreMerge, name: 'merge' }),
      ...deploySteps(services, ['sync', 'healthy'], BACK),
      recordStep(services),
    ),
    onEnd,
  });
  return [promotion, rollback];
}

/** Has Argo CD deploy what was written, and waits until it is healthy. */
function deploySteps(
  services: StepServices,
  [sync, healthy]: [sync: string, healthy: string],
  { effectOf, interrupts, compensates }: Way,
) {
  const { instances, repositories } = services;
  const asked = {
    instances,
    repositories,
    findApplication: (run: DeliveryRun) =>
      findApplication(services, deliveryOf(run)),
    effectOf,
    limits: (run: DeliveryRun) => limitOf(services, run, compensates),
  };
  return [
    syncStep<Input, DeliveryState>({ name: sync, interrupts, ...asked }),
    healthyStep<Input, DeliveryState>({ name: healthy, ...asked }),
  ];
}

async function limitOf(
  { catalog }: StepServices,
  run: DeliveryRun,
  compensates: boolean,
): Promise<Limit> {
  const { spec } = await catalog.getEnvironment(deliveryOf(run).to);
  const { healthTimeout, rollbackOnFailure = true } = spec.promotion ?? {};
  return {
    timeoutMinutes: healthTimeout,
    compensate: compensates && rollbackOnFailure,
  };
}
