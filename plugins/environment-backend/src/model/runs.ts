import type { ParameterValues } from '@towpath/argocd';
import type { ApplicationTarget, DeployState } from '@towpath/delivery';
import type { WrittenValue } from '@towpath/gitops';
import type {
  Promotion,
  WrittenFile,
} from '@towpath/plugin-environment-common';
import type { Run } from '@towpath/workflow';
import type { Change, PromotionPlan, SourcePosition } from './PromotionPlan';

export const PROMOTION = 'promotion';
export const ROLLBACK = 'rollback';
export const RUN_KINDS = [PROMOTION, ROLLBACK];

/** What runs of both kinds are found by, beside their subject, which is the service. */
export type DeliveryFacts = {
  /** Name. */
  environment: string;
  version: string;
  automatic: boolean;
  /** The promotion that a rollback takes back. */
  reverts?: string;
};

/** What was asked for. */
export interface PromotionInput {
  plan: PromotionPlan;
  reason?: string;
  /** Nobody asked: the environment takes versions by itself. */
  automatic: boolean;
  /** It comes although it failed or was rolled back there before; then there is a reason. */
  overrideSetback?: boolean;
}

/** A change in Git. */
export interface WrittenCommit {
  sha: string;
  url?: string;
  values: WrittenValue[];
}

/** What a run has found and done so far. */
export interface DeliveryState extends DeployState {
  /** Replaces the plan that was asked for, once it was made again. */
  plan?: PromotionPlan;
  /** What goes into the commit of the version beside it, once all that it needs is there. */
  files?: WrittenFile[];
  written?: WrittenCommit;
  pullRequest?: NonNullable<Promotion['pullRequest']>;
  /** In parameter mode: what was there before, recorded before it is replaced. */
  parameter?: { before: ParameterValues; after: ParameterValues };
  /** The commit that wrote the old values back. */
  restored?: WrittenCommit;
  /** That writes the old values back. */
  restorePullRequest?: NonNullable<Promotion['pullRequest']>;
  /** In parameter mode: the old values are set again. */
  parameterRestored?: boolean;
}

/** What an earlier promotion wrote, to be written back. */
export interface Reversal
  extends Pick<Change, 'service' | 'to' | 'version' | 'delivery'> {
  /** Id of the promotion that is rolled back. */
  reverts: string;
  /** Where that one got its version from. */
  from: string;
  /** Whole reference of what is to run again; absent when nothing ran. */
  image?: string;
  /** What runs now and is taken away. */
  current?: Change['current'];
  application: ApplicationTarget;
  edits: Change['edits'];
  written:
    | {
        type: 'git';
        repository: string;
        branch: string;
        values: WrittenValue[];
        sourcePosition?: SourcePosition;
      }
    | {
        type: 'parameter';
        before: ParameterValues;
        after: ParameterValues;
        sourcePosition?: SourcePosition;
      };
}

export interface RollbackInput {
  reversal: Reversal;
  reason: string;
  overrideFreeze: boolean;
}

export type PromotionRun = Run<PromotionInput, DeliveryState>;
export type RollbackRun = Run<RollbackInput, DeliveryState>;
export type DeliveryRun = PromotionRun | RollbackRun;

/** @throws Error for a run of another kind */
export function asDelivery(run: { id: string; kind: string }): DeliveryRun {
  if (RUN_KINDS.includes(run.kind)) return run as DeliveryRun;
  throw new Error(`Run ${run.id} is a ${run.kind}, and brings no version`);
}

export function isRollback(run: DeliveryRun): run is RollbackRun {
  return run.kind === ROLLBACK;
}

/** What a promotion is to do, as it was worked out last. */
export function planOf({
  input,
  state,
}: Pick<PromotionRun, 'input' | 'state'>): PromotionPlan {
  return state.plan ?? input.plan;
}

/** What a run brings where, whichever kind it is. */
export function deliveryOf(run: DeliveryRun) {
  return isRollback(run) ? run.input.reversal : planOf(run);
}
