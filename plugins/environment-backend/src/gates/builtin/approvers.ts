import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type {
  GateApproval,
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { getEnvironmentOwner } from '@towpath/plugin-environment-common';
import { z } from 'zod';
import type { Directory, DirectoryGroup } from '../directory/Directory';
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

/** Nobody could ever approve, and this says why. */
class UnknownApprover extends Error {}

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
    const names = [settings.by].flat();
    const groups = (
      await Promise.all(names.map(name => resolve(name, subject, directory)))
    ).flat();
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

async function resolve(
  name: string,
  { service, environment }: GateSubject,
  directory: Directory,
): Promise<DirectoryGroup[]> {
  switch (name) {
    case 'owner-leads':
      return leadsOf(service, directory);
    case 'environment-owner':
      return [
        await known(
          stringifyEntityRef(getEnvironmentOwner(environment)),
          'spec.owner of the environment',
          directory,
        ),
      ];
    default:
      return [await known(toGroupRef(name), 'the gate', directory)];
  }
}

/** Leads of the owner; without any, the group that is the owner: somebody has to be able to. */
async function leadsOf(
  { owner, name }: GateSubject['service'],
  directory: Directory,
): Promise<DirectoryGroup[]> {
  if (!owner) {
    throw new UnknownApprover(
      `${name} has no owner, so nobody leads it. Set spec.owner in its catalog-info.yaml.`,
    );
  }
  if (parseEntityRef(owner).kind !== 'group') {
    throw new UnknownApprover(
      `spec.owner of ${name} is ${owner}, one person, who would approve what is their own. Name a group.`,
    );
  }
  const leads = await directory.findLeads(owner);
  return leads.length > 0
    ? leads
    : [await known(owner, `spec.owner of ${name}`, directory)];
}

async function known(
  ref: string,
  where: string,
  directory: Directory,
): Promise<DirectoryGroup> {
  const group = await directory.findGroup(ref);
  if (!group) {
    throw new UnknownApprover(
      `${where} names ${ref}, which the catalog does not have, so nobody can approve. Name a group that it has.`,
    );
  }
  return group;
}

function toGroupRef(name: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(name, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    throw new UnknownApprover(
      `"${name}" is no group. Write owner-leads, environment-owner, or a reference such as group:default/payments-leads.`,
    );
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
