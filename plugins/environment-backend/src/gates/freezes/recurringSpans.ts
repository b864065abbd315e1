import { isError } from '@backstage/errors';
import type {
  EnvironmentEntityV1alpha1,
  EnvironmentFreeze,
} from '@towpath/plugin-environment-common';
import { RecurringFreeze } from '@towpath/plugin-environment-node';
import type { FreezeSpan } from './FreezeSpan';

/** How the ids of recurring freezes begin; the rest is `<environment>:<index>`. */
export const RECURRING_PREFIX = 'recurring:';

export const isRecurring = (id: string): boolean =>
  id.startsWith(RECURRING_PREFIX);

/** The spans of an environment's own freezes at a time, and what is wrong with their definitions. */
export interface RecurringSpans {
  /** Of each the span that holds, else the next. */
  spans: FreezeSpan[];
  problems: string[];
}

/** Works out `spec.freezes` of an environment. */
export function recurringSpans(
  environment: EnvironmentEntityV1alpha1,
  now: Date,
): RecurringSpans {
  const result: RecurringSpans = { spans: [], problems: [] };
  environment.spec.freezes?.forEach((freeze, index) => {
    try {
      const recurring = new RecurringFreeze(freeze);
      const window = recurring.windowAt(now);
      if (window) {
        result.spans.push({
          ...describe(environment, freeze, index, recurring),
          ...window,
        });
      }
    } catch (error) {
      const message = isError(error) ? error.message : String(error);
      result.problems.push(`spec.freezes[${index}].${message}`);
    }
  });
  return result;
}

function describe(
  { metadata: { name } }: EnvironmentEntityV1alpha1,
  { reason, schedule, timeZone }: EnvironmentFreeze,
  index: number,
  { length }: RecurringFreeze,
): Omit<FreezeSpan, 'startsAt' | 'endsAt'> {
  return {
    id: `${RECURRING_PREFIX}${name}:${index}`,
    environment: name,
    reason,
    recurring: true,
    schedule: `${schedule}, for ${length}, on clocks of ${timeZone}`,
  };
}
