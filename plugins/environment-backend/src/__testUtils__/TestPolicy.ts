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
      authorize: (questions, { credentials }) =>
        Promise.all(questions.map(one => this.#answer(one, credentials))),
    });
    return [registry.factory, permissions.factory];
  }

  async #answer(question: Question, credentials: BackstageCredentials) {
    const { ALLOW, DENY } = AuthorizeResult;
    const allowed = await this.#isAllowed(question, credentials);
    return { result: allowed ? ALLOW : DENY } as
      | { result: AuthorizeResult.ALLOW }
      | { result: AuthorizeResult.DENY };
  }

  async #isAllowed(
    { permission: { name }, resourceRef }: Question,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { ownershipEntityRefs: owners } = await getUserInfo(credentials);
    if (owners.length === 1) return false;
    if (/\.(read|approve)$/.test(name)) return true;
    if (!resourceRef) return owners.includes('group:default/platform-team');
    const [target] = (await this.#type!.getResources!([resourceRef])) as (
      | EnvironmentTarget
      | undefined
    )[];
    const { isServiceOwner, isEnvironmentOwner } = environmentTargetRules;
    return [isServiceOwner, isEnvironmentOwner].some(
      rule => target && rule.apply(target, { owners }),
    );
  }
}
