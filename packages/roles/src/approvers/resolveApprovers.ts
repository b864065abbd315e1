import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Directory, DirectoryGroup } from './Directory';

/** Nobody could ever approve, and this says why. */
export class UnknownApprover extends Error {}

/** What names of approvers are taken to mean. */
export interface ApprovalPlace {
  /** Its owner is an entity reference; absent for a service that nobody owns. */
  service: { name: string; owner?: string };
  /** Entity reference; absent where there is no environment. */
  environmentOwner?: string;
  directory: Directory;
}

/**
 * The groups that names mean here: `owner-leads`, `environment-owner`, or a group by its reference.
 *
 * @throws UnknownApprover with what has to be named or set instead
 */
export async function resolveApprovers(
  names: string[],
  place: ApprovalPlace,
): Promise<DirectoryGroup[]> {
  const found = await Promise.all(names.map(name => resolve(name, place)));
  return found.flat();
}

async function resolve(
  name: string,
  { service, environmentOwner, directory }: ApprovalPlace,
): Promise<DirectoryGroup[]> {
  switch (name) {
    case 'owner-leads':
      return leadsOf(service, directory);
    case 'environment-owner':
      return [
        await known(
          requireEnvironment(environmentOwner),
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
  { owner, name }: ApprovalPlace['service'],
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
  if (group) return group;
  throw new UnknownApprover(
    `${where} names ${ref}, which the catalog does not have, so nobody can approve. Name a group that it has.`,
  );
}

function requireEnvironment(owner: string | undefined): string {
  if (owner !== undefined) return owner;
  throw new UnknownApprover(
    'environment-owner is nobody where there is no environment. Name owner-leads or a group.',
  );
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
