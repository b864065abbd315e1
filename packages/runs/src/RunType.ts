import type { Caller } from '@towpath/backend-kit';
import type {
  ApproveRequest,
  CancelRequest,
  RejectRequest,
  RollbackRequest,
  Run,
  RunLog,
  RunLogQuery,
  RunStatus,
} from '@towpath/plugin-runs-common';

/** Which runs of one kind, and from where on. */
export interface RunListQuery {
  statuses?: RunStatus[];
  /** Only those that the person who asks can approve. */
  waitingForMe?: boolean;
  /** Entity reference of who asked for them. */
  requestedBy?: string;
  /** Whole entity reference of what they are about. */
  subject?: string;
  /** 1 to 200. */
  limit: number;
  /** `nextCursor` of the page before, in whatever form the kind gives it. */
  cursor?: string;
}

/** One page of runs of one kind. It may hold fewer than were asked for; without `nextCursor` it is the last. */
export interface RunListPage {
  items: Run[];
  nextCursor?: string;
}

/**
 * What can be asked of the runs of a kind, and done with them. It is the plugin's own protected service,
 * which asks the permission policy and writes the audit log itself: nobody does that for it.
 *
 * Methods throw NotFoundError, InputError, ConflictError when it is not the moment, and NotAllowedError that
 * names the permission or the rule. Any other error is taken for a kind that cannot be asked now.
 */
export interface RunOperations {
  /** Newest first, which is by id: ids are UUIDs of version 7. A subject that has no runs has an empty list. */
  list(query: RunListQuery, caller: Caller): Promise<RunListPage>;
  get(id: string, caller: Caller): Promise<Run>;
  log(id: string, query: RunLogQuery, caller: Caller): Promise<RunLog>;
  approve(id: string, request: ApproveRequest, caller: Caller): Promise<Run>;
  reject(id: string, request: RejectRequest, caller: Caller): Promise<Run>;
  cancel(id: string, request: CancelRequest, caller: Caller): Promise<Run>;
  retry(id: string, caller: Caller): Promise<Run>;
  /** Absent where nothing of the kind can be taken back. Answers the run that takes it back. */
  rollBack?(
    id: string,
    request: RollbackRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<Run>;
}

/** A kind of run, as a plugin brings it. */
export interface RunType {
  /** Lower-case letters, digits and hyphens, such as `promotion`. */
  kind: string;
  /** For people: `Promotion`. */
  title: string;
  /** The channel of signals on which pages hear that a run of the kind has changed. */
  channel?: string;
  /** Whether a run is of this kind. Nobody is told: whoever asks for the run is let in by `operations`. */
  has(id: string): Promise<boolean>;
  operations: RunOperations;
}
