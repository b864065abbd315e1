import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { inWords } from '@towpath/api-client';
import type {
  ApplyStackRun,
  BeginStackRun,
  PlanStack,
  StackDetail,
  StackOutputs,
  StackRun,
  TerraformStacksApi,
} from '@towpath/plugin-terraform-stacks-common';
import type { TerraformStacksService } from '@towpath/plugin-terraform-stacks-node';
import { isOver } from './statuses';

/** What the actions need. */
export interface StackServices {
  auth: AuthService;
  stacks: TerraformStacksService;
}

/** What is planned: a module against a stack, or a stack with what the portal knows it to be made of. */
export type PlannedRequest =
  | BeginStackRun
  | { defined: string; plan: PlanStack };

type Step = Pick<ActionContext<any>, 'getInitiatorCredentials'>;

/**
 * Asks the plugin of Terraform stacks for one step of a task. What changes something is asked on behalf of
 * the person who runs the task; how that stands is asked by the scaffolder itself, since it may take longer
 * than the credentials of a person hold.
 */
export class StackClient {
  readonly #person: TerraformStacksApi;
  readonly #itself: TerraformStacksApi;

  private constructor(person: TerraformStacksApi, itself: TerraformStacksApi) {
    this.#person = person;
    this.#itself = itself;
  }

  static async of(
    { auth, stacks }: StackServices,
    step: Step,
  ): Promise<StackClient> {
    return new StackClient(
      stacks.as(await step.getInitiatorCredentials()),
      stacks.as(await auth.getOwnServiceCredentials()),
    );
  }

  /**
   * The run that a step stands for: the same one when the task starts again, a new one once somebody was
   * told that it did not end well, since repeating the step is how a person says "try again".
   *
   * @param name of the step; absent for a run of its own each time
   */
  async begin(request: PlannedRequest, name?: string): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const key = name && `${name}-${attempt}`;
      const { id } = await inWords(
        'defined' in request
          ? this.#person.plan(request.defined, request.plan, key)
          : this.#person.begin(request, key),
      );
      if (!key || !isToldOf(await this.look(id))) return id;
    }
  }

  look(id: string, after?: number): Promise<StackRun> {
    return inWords(this.#itself.look(id, after));
  }

  apply(id: string, request: ApplyStackRun): Promise<StackRun> {
    return inWords(this.#person.apply(id, request));
  }

  cancel(id: string, reason: string): Promise<StackRun> {
    return inWords(this.#itself.cancel(id, reason));
  }

  markTold(id: string): Promise<unknown> {
    return inWords(this.#itself.markTold(id));
  }

  /** As the scaffolder itself: a look may take longer than the credentials of a person hold. */
  stack(key: string): Promise<StackDetail> {
    return inWords(this.#itself.stack(key));
  }

  outputs(stack: string): Promise<StackOutputs> {
    return inWords(this.#person.outputs(stack));
  }
}

/** Of a run that has changed nothing there is nothing to tell. */
function isToldOf(run: StackRun): boolean {
  const hasFailed = isOver(run) && run.status !== 'succeeded';
  return hasFailed && (run.told || !run.ending);
}
