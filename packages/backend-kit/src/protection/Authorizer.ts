import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Caller } from '../caller/Caller';

/** Whether somebody may do something; `resourceRef` is as the plugin's resource type has it. */
export type Question =
  | { permission: BasicPermission }
  | { permission: ResourcePermission; resourceRef: string };

/** Whether it is allowed, and if not, why and who can help. */
export type Ability = { allowed: true } | { allowed: false; why: string };

/** Answers in the order of the questions. */
export type Ask = (questions: Question[]) => Promise<Ability[]>;

export interface AuthorizerOptions {
  permissions: PermissionsService;
  /** What a resource is called in front of people, such as "payment-service in prod". */
  describe(resourceRef: string): string;
  /** Whom to ask who may not, for a permission that is held for a resource: "Ask …". */
  wayOut: string;
}

/** Asks the permission policy, and says in words what it refuses. */
export class Authorizer {
  readonly #options: AuthorizerOptions;

  constructor(options: AuthorizerOptions) {
    this.#options = options;
  }

  /** The policy is asked once for all of them, and for each that is the same once. */
  async ask(questions: Question[], caller: Caller): Promise<Ability[]> {
    const asked = new Map(questions.map(one => [keyOf(one), one]));
    if (asked.size === 0) return [];
    const decisions = await this.#options.permissions.authorize(
      [...asked.values()],
      caller,
    );
    const answers = new Map(
      [...asked].map(([key, question], index) => [
        key,
        this.#toAbility(question, decisions[index].result),
      ]),
    );
    return questions.map(one => answers.get(keyOf(one))!);
  }

  /** @throws NotAllowedError that names the permission and the resource. */
  async require(question: Question, caller: Caller): Promise<void> {
    const [ability] = await this.ask([question], caller);
    if (!ability.allowed) throw new NotAllowedError(ability.why);
  }

  #toAbility(question: Question, result: AuthorizeResult): Ability {
    if (result === AuthorizeResult.ALLOW) return { allowed: true };
    const { name } = question.permission;
    const { describe, wayOut } = this.#options;
    const why =
      'resourceRef' in question
        ? `It takes the permission ${name} for ${describe(
            question.resourceRef,
          )}, which you do not have. ${wayOut}`
        : `It takes the permission ${name}, which you do not have. Ask your platform team for it`;
    return { allowed: false, why };
  }
}

function keyOf(question: Question): string {
  const { permission } = question;
  return isResourcePermission(permission) && 'resourceRef' in question
    ? `${permission.name} ${question.resourceRef}`
    : permission.name;
}
