import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import type {
  Decision,
  Revision,
  Run,
  RunChange,
  RunLog,
  RunPage,
  RunQuery,
  StartRun,
  WakeTarget,
} from './types';
import type { WorkflowEngineOptions } from './WorkflowEngineOptions';

/** The durable engine. Its implementation follows; these are the signatures to code against. */
export declare class WorkflowEngine {
  static create(options: WorkflowEngineOptions): Promise<WorkflowEngine>;

  start<I = JsonObject, S = JsonObject>(
    request: StartRun,
    options?: { trx?: Knex.Transaction },
  ): Promise<{ run: Run<I, S>; created: boolean }>;

  decide(runId: string, decision: Decision): Promise<Run>;
  revise(runId: string, revision: Revision): Promise<Run>;
  cancel(runId: string, options: { by: string; reason?: string }): Promise<Run>;
  retry(runId: string, options: { by: string }): Promise<Run>;
  wake(target: WakeTarget): Promise<void>;

  get<I = JsonObject, S = JsonObject>(runId: string): Promise<Run<I, S>>;
  list<I = JsonObject, S = JsonObject>(query: RunQuery): Promise<RunPage<I, S>>;
  log(
    runId: string,
    options?: { after?: number; limit?: number },
  ): Promise<RunLog>;

  onChange(listener: (change: RunChange) => void): () => void;
  begin(): Promise<void>;
  stop(options?: { graceMs?: number }): Promise<void>;
}
