import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  GateApproval,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { getEnvironmentOwner } from '@towpath/plugin-environment-common';
import { z } from 'zod';
import {
  resolveApprovers,
  UnknownApprover,
  type Directory,
  type DirectoryGroup,
} from '@towpath/roles';
import { either, people } from '../words';

const NAMES =
  'Write owner-leads, environment-owner, a group such as group:default/payments-leads, or a list';

const approver = z.string().min(1, {
  error: NAMES,
});

/** Who approves: `owner-leads`, `environment-owner`, or groups by reference; any of a list. */
export const approversSchema = z.strictObject({
  by: z.union(
    [
      approver,
      z.array(approver).refine(names => names.length > 0, {
        error: NAMES,
      }),
    ],
    {
      error: NAMES,
    },
  ),
  count: z
    .int({ error: 'Write how many people, at least 1' })
    .min(1, { error: 'Write how many people, at least 1' })
    .default(1),
  fourEyes: z.boolean({ error: 'Write true or false' }).default(false),
});

/** Who approves, by settings. */
export type Approvers = z.infer<typeof approversSchema>;

/** The approvals by settings in words: "owner-leads or platform-team". */
export function describeApprovers({ by }: Approvers): string {
  return either([by].flat());
}

/**
 * Asks for the approval of those whom settings mean for this subject.
 *
 * @param why - the rule that asks, as a sentence; what is needed is added to it.
 */
export async function askApprovers(
  subject: GateSubject,
  settings: Approvers,
  directory: Directory,
  why = '',
): Promise<GateVerdict> {
  try {
    const groups = await resolveApprovers([settings.by].flat(), {
      service: subject.service,
      environmentOwner: stringifyEntityRef(
        getEnvironmentOwner(subject.environment),
      ),
      directory,
    });
    return asks(groups, settings, why);
  } catch (error) {
    if (!(error instanceof UnknownApprover)) throw error;
    return {
      state: 'closed',
      owner: subject.environment.spec.owner,
      message: [why, error.message].filter(Boolean).join(' '),
    };
  }
}

function asks(
  groups: DirectoryGroup[],
  { count, fourEyes }: Approvers,
  why: string,
): GateVerdict {
  const approval: GateApproval = {
    groups: [...new Set(groups.map(({ ref }) => ref))],
    count,
    fourEyes,
  };
  const names = groups.map(({ title, name }) => title ?? name);
  const eyes = fourEyes ? ', not by who asks' : '';
  const needed = `Needs the approval of ${people(count)} of ${either([
    ...new Set(names),
  ])}${eyes}.`;
  return {
    state: 'asks',
    owner: approval.groups[0],
    message: [why, needed].filter(Boolean).join(' '),
    approval,
  };
}
