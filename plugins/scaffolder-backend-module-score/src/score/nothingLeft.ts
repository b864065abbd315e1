import type { PlanRequest } from '@towpath/plugin-score-common';
import type { ScoreClient } from './ScoreClient';

/** Whether the place is as its Score file asks for. */
export async function nothingLeft(
  request: PlanRequest,
  client: Pick<ScoreClient, 'plan'>,
): Promise<boolean> {
  const { hasEffect, whyNot } = await client.plan(request);
  return !hasEffect && whyNot === undefined;
}
