import type { Caller } from '@towpath/backend-kit';
import type {
  DeliveryPlan,
  DeliveryPlanRequest,
  DeliveryRequest,
  DeliveryState,
} from '@towpath/plugin-score-common';

/** What promotions ask: for the environment plugin alone, which asks people. */
export interface DeliveryService {
  /**
   * What a version needs, by the Score file of the commit that it was made from. Changes nothing.
   *
   * @throws NotFoundError, ConflictError for a place that nothing can be delivered to, and what systems answer that could
   *   not be asked
   */
  plan(request: DeliveryPlanRequest, caller: Caller): Promise<DeliveryPlan>;
  /** Begins to provide it, or tells how far it is. Asked again, it begins nothing twice. */
  provide(request: DeliveryRequest, caller: Caller): Promise<DeliveryState>;
  /** What has begun comes to its end, and nothing else is begun. */
  giveUp(promotion: string, caller: Caller): Promise<void>;
}
