import { DateTime } from 'luxon';
import type { FreezeRequest } from '@towpath/plugin-environment-common';

/** What a person entered; moments as their browser writes them, "2026-11-27T18:00", in their zone. */
export interface FreezeDraft {
  environment: string;
  /** Entity references; none is all. */
  services: string[];
  reason: string;
  /** Now, when empty. */
  from: string;
  until: string;
}

type Problems = Partial<Record<keyof FreezeDraft, string>>;

const momentOf = (entered: string) =>
  entered === '' ? undefined : DateTime.fromISO(entered);

function findProblems(draft: FreezeDraft): Problems {
  const from = momentOf(draft.from);
  const until = momentOf(draft.until);
  const problems: Problems = {};
  if (!draft.environment) problems.environment = 'Choose what is frozen.';
  if (!draft.reason.trim()) {
    problems.reason = 'Say why; those who are stopped by it will ask.';
  }
  if (!until?.isValid) problems.until = 'Say when it ends.';
  else if (from && until <= from) {
    problems.until = 'It ends before it begins. Choose a later end.';
  }
  return problems;
}

/** The request that a draft amounts to, or what is not right about it, by field. */
export function checkFreeze(draft: FreezeDraft): {
  request?: FreezeRequest;
  problems: Problems;
} {
  const problems = findProblems(draft);
  if (Object.keys(problems).length > 0) return { problems };
  const { environment, services, reason, from, until } = draft;
  const request = {
    environment,
    reason: reason.trim(),
    endsAt: toUtc(until),
    ...(services.length > 0 && { services }),
    ...(from && { startsAt: toUtc(from) }),
  };
  return { request, problems };
}

function toUtc(entered: string): string {
  return DateTime.fromISO(entered).toUTC().toISO() ?? entered;
}
