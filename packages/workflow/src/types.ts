import type { HumanDuration, JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type { IdempotencyKey } from './idempotency';
import type { StepResult } from './steps';

/**
 * Where a run stands. The first four are alive: `awaiting-approval` waits for people, `queued` for the lock of its
 * key or for a worker, `running` is in the hands of a worker, `waiting` is woken later and keeps the lock. The
 * others are ends.
 */
export type RunStatus = LiveStatus | EndStatus;

export type LiveStatus = 'awaiting-approval' | 'queued' | 'running' | 'waiting';

export type EndStatus =
  | 'succeeded'
  | 'failed'
  | 'rejected'
  | 'cancelled'
  | 'superseded'
  | 'rolled-back';

/** What runs are found by, beside what every run has: flat, so that it can be indexed. */
export type Facts = Record<string, string | number | boolean>;

/** One piece of durable work. `I` and `S` are JSON documents: what was asked, and what the steps found and did. */
export interface Run<I = JsonObject, S = JsonObject> {
  /** A UUID of version 7: it sorts by time of creation. */
  id: string;
  kind: string;
  /** Entity ref of what the run is about. */
  subject: string;
  /** Runs of one lock key are worked on one after the other. */
  lockKey: string;
  /** What its kind has it found by. */
  facts: Facts;
  input: I;
  state: S;
  status: RunStatus;
  /** The step that is next, runs, waits, or was the last one. */
  step?: string;
  steps: RunStep[];
  /** For people: what the run waits for, or why it ended. */
  reason?: string;
  /** Entity ref of a person or service. */
  requestedBy: string;
  approval?: RunApproval;
  /** 1, and one more with every retry after a failure. */
  attempt: number;
  createdAt: Date;
  queuedAt?: Date;
  startedAt?: Date;
  endedAt?: Date;
  /** When a waiting run is woken at the latest. */
  wakeAt?: Date;
  /** Who asked to cancel a run whose step has not returned yet. */
  cancelRequestedBy?: string;
}

export interface RunStep {
  name: string;
  status: 'pending' | 'running' | 'waiting' | 'done' | 'failed' | 'skipped';
  startedAt?: Date;
  endedAt?: Date;
  /** Which try it is since the step last got anywhere; 0 before the first. */
  attempt: number;
  message?: string;
}

/** `count` different persons have to approve under this rule. */
export interface ApprovalRule {
  id: string;
  count: number;
  /** Entity refs of whose members count. Kept for the caller, who says who may decide under a rule. */
  by?: string[];
  /** Whoever requested the run does not count. */
  fourEyes: boolean;
}

export interface RunApproval {
  /** Of what people were shown. A decision counts for this digest only. */
  digest: string;
  required: ApprovalRule[];
  /** In the order they were given, void ones included. */
  decisions: ApprovalDecision[];
}

export interface ApprovalDecision {
  by: string;
  verdict: 'approved' | 'rejected';
  /** The rules under which this person decided. */
  rules: string[];
  comment?: string;
  at: Date;
  digest: string;
  /** What was decided on has changed since. */
  void: boolean;
}

export interface StepLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What a step is given. `input` and `state` are copies: only what the step returns is kept. */
export interface StepContext<I = JsonObject, S = JsonObject> {
  runId: string;
  /** `runId/step`, the same in every attempt: mark every effect outside with it and look for it before acting. */
  idempotencyKey: string;
  input: I;
  state: S;
  run: Run<I, S>;
  /** 1, and one more for every try that threw or died since the step last returned. */
  attempt: number;
  /** When the step was first tried, before any wait. */
  stepStartedAt: Date;
  /** Lines are stored with secrets scrubbed. */
  log: StepLog;
  /** Aborts when the run is cancelled, the time of the step is over, or another worker has taken the run. */
  signal: AbortSignal;
  now(): Date;
}

export interface Step<I = JsonObject, S = JsonObject> {
  /** Unique in its kind. */
  name: string;
  /** How many tries in a row may throw, or die with their process; 8 when not given. */
  maxAttempts?: number;
  /** From the first try, through waits. A step that is over it fails its run. */
  timeout?: HumanDuration;
  /**
   * Nothing outside has changed up to the end of this step: a newer run may still supersede it while it waits, and
   * a cancel leaves nothing behind.
   */
  harmless?: boolean;
  /**
   * Name of an earlier step. A retry of a run that failed here begins there: what that step found out may not be so
   * any more.
   */
  retryFrom?: string;
  /** A thrown error is technical and tried again later; an expected ending is a returned `fail`. Never sleeps. */
  run(context: StepContext<I, S>): Promise<StepResult<S>>;
  /**
   * Finds out what earlier tries have done outside, does nothing new, and answers the fields of the state that tell
   * it. Where it is given, a cancel aborts no try: it lets the one at hand return, asks this where a try threw or died,
   * and ends the run then, so that the run knows what it has done.
   */
  settle?(context: StepContext<I, S>): Promise<Partial<S> | undefined>;
}

export interface RunKind<I = JsonObject, S = JsonObject> {
  kind: string;
  /** Worked out from these alone, at the start and whenever the state changes. */
  facts?(run: { input: I; state: S }): Facts;
  /** Worked on in this order. */
  steps: Step<I, S>[];
  /** Worked on after `fail(reason, { compensate: true })`; the run then ends `rolled-back`. */
  compensation?: Step<I, S>[];
  /**
   * Names of kinds. A newer run of this kind supersedes those of these kinds for its lock key that are queued, await
   * approval, or wait in a harmless step; one that runs such a step, once it comes to wait.
   */
  supersedes?: string[];
  /** How long ended runs of it are kept, where that is shorter than for others. */
  retention?: HumanDuration;
  /** Called for every end, in the transaction that writes it. An error undoes the end, which is then tried again. */
  onEnd?(run: Run<I, S>, trx: Knex.Transaction): Promise<void>;
}

export interface StartRun {
  kind: string;
  subject: string;
  lockKey: string;
  /** A JSON document. */
  input: object;
  requestedBy: string;
  /** A second start of the kind by the same person with this key answers the first run. */
  idempotencyKey?: IdempotencyKey;
  approval?: { digest: string; required: ApprovalRule[] };
  /** A UUID, when the caller has to know it beforehand. */
  id?: string;
}

export interface Decision {
  by: string;
  verdict: 'approved' | 'rejected';
  /** Of what this person was shown. */
  digest: string;
  /** The rules that this person may decide under; who may is for the caller to say. */
  rules: string[];
  comment?: string;
}

export interface CancelRun {
  by: string;
  /** For people. */
  reason?: string;
  /** Leaves a run that is so by now, with a ConflictError. Asked while nobody else changes the run. */
  unless?(run: Run): boolean;
}

export interface Revision {
  digest: string;
  required: ApprovalRule[];
  reason: string;
  /** Replaces these fields of the state. */
  state?: object;
}

export type WokenRuns =
  | { runIds: string[] }
  | { lockKey: string }
  | { subjects: string[] }
  | { facts: Facts };

/** All that is given has to be so. */
export interface RunFilter {
  kinds?: string[];
  subjects?: string[];
  statuses?: RunStatus[];
  /** Has not ended. */
  alive?: true;
  lockKey?: string;
  requestedBy?: string;
  ids?: string[];
  /** Has all of these; of a list, all of one of them. */
  facts?: Facts | Facts[];
  /** Awaits the approval of members of one of these. */
  approvers?: string[];
}

export interface RunQuery extends RunFilter {
  /** 1 to 200. */
  limit: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** A run without what only its kind can read. */
export type RunHead = Pick<
  Run,
  'id' | 'kind' | 'subject' | 'status' | 'facts' | 'requestedBy'
>;

/** Newest first. */
export interface RunPage<I = JsonObject, S = JsonObject> {
  items: Run<I, S>[];
  nextCursor?: string;
}

export interface LogLine {
  /** 1 for the first line of the run, without gaps. */
  seq: number;
  at: Date;
  level: 'info' | 'warn' | 'error';
  step?: string;
  message: string;
}

export interface RunLog {
  lines: LogLine[];
  /** The run has ended and no line comes after these. */
  ended: boolean;
}

export interface RunChange {
  run: Run;
  what: 'created' | 'step' | 'status' | 'log';
}
