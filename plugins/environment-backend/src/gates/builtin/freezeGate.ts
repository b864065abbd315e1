import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { z } from 'zod';
import type { FreezeCalendar, FreezeState } from '../freezes/FreezeCalendar';
import type { FreezeSpan } from '../freezes/FreezeSpan';
import { nameOf, showTime } from '../words';

/** No freeze holds. A rollback may pass over one, with a reason. */
export function freezeGate(calendar: FreezeCalendar): Gate<{}> {
  return {
    type: 'freeze',
    schema: z.strictObject({}),
    title: () => 'No freeze',
    async evaluate(subject, _settings, { now }) {
      const { environment, service } = subject;
      const state = await calendar.look(environment, now, service.ref);
      return judge(subject, state, now);
    },
  };
}

function judge(
  { environment, rollback, freezeOverride }: GateSubject,
  { holding, opensAt, problems }: FreezeState,
  now: Date,
): GateVerdict {
  const { name } = environment.metadata;
  const { owner } = environment.spec;
  if (holding.length === 0 && problems.length === 0) {
    return { state: 'open', message: `No freeze holds in ${name}.` };
  }
  const what = [
    ...holding.map(span => describe(span, now)),
    ...problems.map(problem => `A freeze cannot be read: ${problem}`),
  ].join(' ');
  if (rollback && freezeOverride) {
    return {
      state: 'open',
      message: `${what} Passed over: ${freezeOverride}`,
    };
  }
  // Time does not open what cannot be read.
  const opens = problems.length === 0 ? opensAt : undefined;
  return {
    state: 'closed',
    owner,
    opensAt: opens,
    message: opens
      ? `${what} Opens ${showTime(opens, now)}, or when ${nameOf(
          owner,
        )} ends it.`
      : `${what} ${nameOf(owner)} can change it.`,
  };
}

function describe(span: FreezeSpan, now: Date): string {
  const by = span.createdBy ? ` by ${nameOf(span.createdBy)}` : '';
  const until = showTime(span.endsAt, now);
  return `Freeze "${span.reason}"${by} holds in ${span.environment} to ${until}.`;
}
