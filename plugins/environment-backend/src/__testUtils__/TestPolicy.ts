import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { EnvironmentTarget } from '../permissions';
import { environmentTargetRules } from '../permissions';

/**
 * Ada and Hana are of the team that owns the shop, Grace and Lena lead it, Kwame is of another. Linus is of
 * the team that owns the environments. Whoever is of no team may do nothing.
 */
const GROUPS: Record<string, string[]> = {
  ada: ['group:default/team-a'],
  hana: ['group:default/team-a'],
  grace: ['group:default/team-a', 'group:default/team-a-leads'],
  lena: ['group:default/team-a', 'group:default/team-a-leads'],
  linus: ['group:default/platform-team'],
  kwame: ['group:default/team-b'],
};

const userOf = (credentials: BackstageCredentials) =>
  (credentials.principal as BackstageUserPrincipal).userEntityRef;

/** A person and their groups. */
export async function getUserInfo(credentials: BackstageCredentials) {
  const userEntityRef = userOf(credentials);
  const groups = GROUPS[userEntityRef.split('/')[1]] ?? [];
  return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...groups] };
}

type ResourceType = Parameters<
  PermissionsRegistryService['addResourceType']
>[0];

interface Question {
  permission: { name: string };
  resourceRef?: string;
}

/**
 * As the portal's own policy: people read and may approve, and owners of the service or the environment
 * act. It asks the plugin for its targets and uses its rules.
 */
export class TestPolicy {
  #type?: ResourceType;

  get features() {
    const registry = mockServices.permissionsRegistry.mock({
      addResourceType: type => {
        this.#type = type as ResourceType;
      },
    });
    const permissions = mockServices.permissions.mock({
      authorize: async (questions, { credentials }) => {
        const { ownershipEntityRefs: owners } = await getUserInfo(credentials);
        const targets = await this.#load(questions);
        return questions.map(one => answer(isAllowed(one, owners, targets)));
      },
    });
    return [registry.factory, permissions.factory];
  }

  /** As Backstage does: each target once, all at once, and only what conditions are applied to. */
  async #load(questions: Question[]) {
    const refs = new Set(
      questions.filter(isConditional).map(({ resourceRef }) => resourceRef!),
    );
    if (refs.size === 0) return new Map<string, EnvironmentTarget>();
    const targets = await this.#type!.getResources!([...refs]);
    return new Map(
      [...refs].map((ref, at) => [ref, targets[at] as EnvironmentTarget]),
    );
  }
}

function isForAll({ permission }: Question): boolean {
  return /\.(read|approve)$/.test(permission.name);
}

function isConditional(question: Question): boolean {
  return question.resourceRef !== undefined && !isForAll(question);
}

function isAllowed(
  question: Question,
  owners: string[],
  targets: Map<string, EnvironmentTarget | undefined>,
): boolean {
  if (owners.length === 1) return false;
  if (isForAll(question)) return true;
  const { resourceRef } = question;
  if (!resourceRef) return owners.includes('group:default/platform-team');
  const target = targets.get(resourceRef);
  const { isServiceOwner, isEnvironmentOwner } = environmentTargetRules;
  return [isServiceOwner, isEnvironmentOwner].some(
    rule => target !== undefined && rule.apply(target, { owners }),
  );
}

function answer(allowed: boolean) {
  const { ALLOW, DENY } = AuthorizeResult;
  return { result: allowed ? ALLOW : DENY } as
    | { result: AuthorizeResult.ALLOW }
    | { result: AuthorizeResult.DENY };
}
