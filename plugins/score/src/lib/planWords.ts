import type { ObjectChange, Plan } from '@towpath/plugin-score-common';

/** "3 objects change". */
export const countObjects = (objects: ObjectChange[]): string =>
  objects.length === 1
    ? '1 object changes'
    : `${objects.length} objects change`;

/** Why a plan cannot be done as it is shown; undefined when it can. */
export function whyNotProvision(plan: Plan, now: number): string | undefined {
  if (plan.whyNot) return plan.whyNot;
  if (!plan.source && !plan.removes) {
    return 'This text is in no repository, so it can be looked at only. Commit the Score file, and plan again.';
  }
  if (!plan.hasEffect) return 'There is nothing to do.';
  if (Date.parse(plan.expiresAt) < now) {
    return 'It is too old to be relied upon. Plan again, and look at the difference.';
  }
  return undefined;
}
