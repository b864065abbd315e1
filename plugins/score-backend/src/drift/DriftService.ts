import type { Caller } from '@towpath/backend-kit';
import type {
  AcceptRequest,
  LookRequest,
  Resource,
} from '@towpath/plugin-score-common';

/** What can be asked about what is not as it was provided, whichever door it is asked through. */
export interface DriftService {
  /**
   * Has drivers look at what a service has, now. What a run works on is left out.
   *
   * @throws NotFoundError
   */
  look(request: LookRequest, caller: Caller): Promise<{ items: Resource[] }>;
  /**
   * Takes what is there for what was provided.
   *
   * @throws NotFoundError, ConflictError where the driver cannot, and says why, or where it is another difference now
   */
  accept(id: string, request: AcceptRequest, caller: Caller): Promise<Resource>;
}
