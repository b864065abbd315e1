import type { Plan } from '@towpath/plugin-score-common';
import type { ScoreText } from './ScoreText';
import type { ServicePlace } from './ServicePlace';

/** What a plan says, without when it was made. */
export type PlanBody = Omit<Plan, 'id' | 'createdAt' | 'expiresAt'>;

/** A plan as it was worked out, and what it was worked out from. */
export interface Draft {
  body: PlanBody;
  source: ScoreText;
  place: ServicePlace;
  /** Why nothing may be changed for now. */
  frozen?: string;
}
