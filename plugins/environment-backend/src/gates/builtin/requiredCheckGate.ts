import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { z } from 'zod';
import type { CheckReport, CheckStore } from '../checks/CheckStore';
import { showTime } from '../words';

const schema = z.strictObject({
  name: z.string().min(1, { error: 'Write the name that the check reports' }),
});

type Settings = z.infer<typeof schema>;

/** A check outside of the portal has reported that this version passed. */
export function requiredCheckGate(checks: CheckStore): Gate<Settings> {
  return {
    type: 'required-check',
    schema,
    title: ({ name }) => `Check "${name}" passed`,
    async evaluate(subject, { name }, { now }) {
      if (subject.rollback) return [];
      const { service, version } = subject;
      const check = { service: service.ref, version, name };
      return judge(await checks.find(check), subject, name, now);
    },
  };
}

function judge(
  report: CheckReport | undefined,
  { version, service }: GateSubject,
  name: string,
  now: Date,
): GateVerdict {
  const { owner } = service;
  if (!report) {
    return {
      state: 'closed',
      owner,
      message: `Check "${name}" has not reported on ${version}. Run it; its job reports to the portal.`,
    };
  }
  const { state, description, url, reportedAt } = report;
  const details = description ? ` ${description}` : '';
  const at = showTime(reportedAt, now);
  const messages = {
    passed: `Passed ${at}.${details}`,
    pending: `Check "${name}" runs since ${at}, opens when it passes.${details}`,
    failed: `Check "${name}" failed on ${version} ${at}.${details} Mend what it found, or run it again.`,
  };
  return {
    state: state === 'passed' ? 'open' : 'closed',
    owner,
    url,
    message: messages[state],
  };
}
