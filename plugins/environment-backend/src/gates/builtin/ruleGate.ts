import type {
  Gate,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import type { PolicyFinding } from '@towpath/policy';
import { z } from 'zod';
import type { Directory } from '@towpath/roles';
import type { PolicyFolder } from '@towpath/backend-kit';
import { policyDocument } from '../policies/policyDocument';
import { approversSchema, askApprovers } from './approvers';

const schema = z.strictObject({
  policy: z.string().min(1, { error: 'Write the name of a policy' }),
});

type Settings = z.infer<typeof schema>;

/** Who approves when a rule asks and does not say whom. */
const DEFAULT_APPROVERS = { by: 'environment-owner' };

/** A policy of the platform team allows it. Each rule that speaks is told by itself. */
export function ruleGate(
  policies: PolicyFolder,
  directory: Directory,
): Gate<Settings> {
  return {
    type: 'rule',
    schema,
    title: ({ policy }) => `Policy "${policy}"`,
    async evaluate(subject, settings, { now }) {
      const policy = await policies.get(settings.policy);
      const { findings } = await policy.evaluate(policyDocument(subject, now));
      return findings.length === 0
        ? { state: 'open', message: 'No rule of it objects.' }
        : Promise.all(
            findings.map(async found => ({
              ...(await tell(found, subject, directory)),
              policy: policy.name,
            })),
          );
    },
  };
}

async function tell(
  finding: PolicyFinding,
  subject: GateSubject,
  directory: Directory,
): Promise<GateVerdict> {
  const verdict = await judge(finding, subject, directory);
  return { ...verdict, key: finding.rule };
}

async function judge(
  finding: PolicyFinding,
  subject: GateSubject,
  directory: Directory,
): Promise<GateVerdict> {
  const { owner } = subject.environment.spec;
  const message = finding.error
    ? finding.message
    : `${finding.message} (rule "${finding.rule}")`;
  switch (finding.effect) {
    case 'allow':
      return { state: 'open', message };
    case 'deny':
      return { state: 'closed', message, owner };
    default:
      return askApprovers(
        subject,
        approversSchema.parse(finding.approvers ?? DEFAULT_APPROVERS),
        directory,
        message,
      );
  }
}
