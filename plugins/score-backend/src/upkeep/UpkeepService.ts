import type { Caller } from '@towpath/backend-kit';
import type {
  HandOverRequest,
  Resealed,
  UpkeepRequest,
} from '@towpath/plugin-score-common';

/** A run that was begun, and the path of its page. */
export interface BegunUpkeep {
  id: string;
  link: string;
}

type Begin = (
  id: string,
  request: UpkeepRequest,
  caller: Caller,
  idempotencyKey?: string,
) => Promise<BegunUpkeep>;

/**
 * What can be done with one resource beside what plans do. Each begins a run.
 *
 * Each throws a NotFoundError, or a ConflictError with why it cannot be done.
 */
export interface UpkeepService {
  /** Makes new secrets. Those of before work until the next time. */
  rotate: Begin;
  /** Brings a kept copy back. */
  restore: Begin;
  /** Removes a kept copy for good, before its time. */
  removeCopy: Begin;
  /** Gives it to a service that uses it. Who had it goes on as one that uses it. */
  handOver(
    id: string,
    request: HandOverRequest,
    caller: Caller,
    idempotencyKey?: string,
  ): Promise<BegunUpkeep>;
  /** Seals the secrets of all resources with the newest key, and proves it. */
  reseal(caller: Caller): Promise<Resealed>;
}
