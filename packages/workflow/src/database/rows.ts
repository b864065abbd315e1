import type { JsonObject } from '@backstage/types';
import type {
  ApprovalDecision,
  ApprovalRule,
  Facts,
  Run,
  RunStatus,
  RunStep,
} from '../types';

/** A row of workflow_runs, as the driver reads it. */
export interface RunRow {
  id: string;
  kind: string;
  subject: string;
  lock_key: string;
  input: JsonObject;
  state: JsonObject;
  status: RunStatus;
  step: string | null;
  steps: StepJson[];
  reason: string | null;
  failure: string | null;
  requested_by: string;
  idempotency_key: string | null;
  request_digest: string | null;
  /** Null in rows of the version before, until they are worked out. */
  facts: Facts | null;
  approvers: string[] | null;
  approval: ApprovalJson | null;
  attempt: number;
  step_attempt: number;
  step_started_at: Date | null;
  created_at: Date;
  queued_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  wake_at: Date | null;
  woken: boolean;
  queue_position: string | null;
  claim: string | null;
  lease_until: Date | null;
  cancel_by: string | null;
  cancel_reason: string | null;
  log_length: number;
}

/** A value of T with its dates as JSON has them. */
type Dated<T> = {
  [K in keyof T]: T[K] extends Date | undefined ? string : T[K];
};

export type StepJson = Dated<RunStep>;
export type DecisionJson = Dated<ApprovalDecision>;

export interface ApprovalJson {
  digest: string;
  required: ApprovalRule[];
  decisions: DecisionJson[];
}

export interface LogRow {
  run_id: string;
  seq: number;
  at: Date;
  level: 'info' | 'warn' | 'error';
  step: string | null;
  message: string;
}

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    lockKey: row.lock_key,
    facts: row.facts ?? {},
    input: row.input,
    state: row.state,
    status: row.status,
    step: row.step ?? undefined,
    steps: row.steps.map(toStep),
    reason: row.reason ?? undefined,
    requestedBy: row.requested_by,
    approval: row.approval ? toApproval(row.approval) : undefined,
    attempt: row.attempt,
    createdAt: row.created_at,
    queuedAt: row.queued_at ?? undefined,
    startedAt: row.started_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    wakeAt: row.wake_at ?? undefined,
    cancelRequestedBy: row.cancel_by ?? undefined,
  };
}

function toStep(step: StepJson): RunStep {
  return {
    ...step,
    startedAt: step.startedAt ? new Date(step.startedAt) : undefined,
    endedAt: step.endedAt ? new Date(step.endedAt) : undefined,
  };
}

function toApproval({ digest, required, decisions }: ApprovalJson) {
  return {
    digest,
    required,
    decisions: decisions.map(each => ({ ...each, at: new Date(each.at) })),
  };
}
