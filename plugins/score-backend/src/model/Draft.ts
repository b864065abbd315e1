import type { Plan } from '@towpath/plugin-score-common';
import type { ScoreText } from './ScoreText';
import type { GonePlace, ServicePlace } from './ServicePlace';

/** What a plan says, without when it was made. */
export type PlanBody = Omit<Plan, 'id' | 'createdAt' | 'expiresAt'>;

/** A plan as it was worked out, and what it was worked out from. */
export interface Draft<Place extends GonePlace | ServicePlace = ServicePlace> {
  body: PlanBody;
  source: ScoreText;
  place: Place;
  /** Why nothing may be changed for now. */
  frozen?: string;
}
