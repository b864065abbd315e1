import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  ArgoCdError,
  type Application,
  type ApplicationRef,
  type ArgoCdClient,
} from '@towpath/argocd';
import {
  readClaimed,
  type ApplicationOwners,
  type ApplicationOwnership,
  type EnvironmentService,
} from '@towpath/plugin-environment-node';
import { mayChange, type Actor, type Actors } from '@towpath/roles';
import { askCatalog } from './askCatalog';
import { requireUngated } from './requireUngated';
import { isMadeBy } from './taskMark';
import { refuseApplication } from './words';

export interface ApplicationGuardOptions {
  auth: AuthService;
  /** Knows the gates of environments. */
  environment: EnvironmentService;
  owners: ApplicationOwners;
  actors: Actors;
}

/** The application that a step names. */
export interface GuardedApplication {
  client: ArgoCdClient;
  ref: ApplicationRef;
  /** The template answers for who runs it. */
  anyOwner?: boolean;
}

export type Step = Pick<
  ActionContext<any>,
  'getInitiatorCredentials' | 'isDryRun' | 'logger' | 'signal' | 'task'
>;

/**
 * Decides who may change an application by a template. Argo CD knows the portal alone, so that without
 * this anybody who runs a template with a field for a name could act on any application.
 */
export class ApplicationGuard {
  readonly #options: ApplicationGuardOptions;

  constructor(options: ApplicationGuardOptions) {
    this.#options = options;
  }

  /**
   * Lets through who owns the service that has it, platform engineers, and the task that made it.
   *
   * @throws NotAllowedError; ArgoCdError or ServiceUnavailableError when it could not be asked
   */
  async requireChange(step: Step, target: GuardedApplication): Promise<void> {
    const asked = await this.#ask(step, target);
    if (asked) requireOwner(asked);
  }

  /**
   * The same for what changes which version runs: where that passes gates, platform engineers and the
   * task that made it alone.
   *
   * @throws as {@link ApplicationGuard.requireChange}
   */
  async requireVersionChange(
    step: Step,
    target: GuardedApplication,
  ): Promise<void> {
    const asked = await this.#ask(step, target);
    if (!asked) return;
    requireOwner(asked);
    const { what, actor, ownership } = asked;
    if (actor.isPlatformEngineer) return;
    const { auth, environment } = this.#options;
    const ask = environment.as(await auth.getOwnServiceCredentials());
    await requireUngated(what, ownership.environments, ask);
  }

  /**
   * Lets everybody read what the portal shows of services to everybody. Other applications are read by
   * platform engineers and the task that made them.
   *
   * @throws as {@link ApplicationGuard.requireChange}
   */
  async requireRead(step: Step, target: GuardedApplication): Promise<void> {
    const asked = await this.#ask(step, target);
    if (!asked) return;
    const { what, actor, ownership } = asked;
    if (ownership.claimants.length > 0 || actor.isPlatformEngineer) return;
    throw refuseApplication(what, ownership, actor.ref);
  }

  /** Undefined where nobody has to be asked: the template answers, or this task has made it. */
  async #ask(
    step: Step,
    target: GuardedApplication,
  ): Promise<Asked | undefined> {
    const { client, anyOwner } = target;
    const application = anyOwner ? undefined : await findTarget(step, target);
    if (!application || isMadeBy(step.task.id, application)) return undefined;
    const { owners, actors } = this.#options;
    const what = `application "${application.metadata.name}" at Argo CD "${client.name}"`;
    return askCatalog(what, async () => {
      const claimed = readClaimed(client.name, application);
      const [ownership] = await owners.find([claimed]);
      const actor = await actors.find(await step.getInitiatorCredentials());
      return { what, actor, ownership };
    });
  }
}

interface Asked {
  what: string;
  actor: Actor;
  ownership: ApplicationOwnership;
}

function requireOwner({ what, actor, ownership }: Asked): void {
  const { owner } = ownership;
  if (owner ? mayChange(actor, owner) : actor.isPlatformEngineer) return;
  const wayOut = 'Ask them to do it, or name an application of your own';
  throw refuseApplication(what, ownership, actor.ref, wayOut);
}

/** In a dry run an application that an earlier step would make is not there. */
async function findTarget(
  { isDryRun, logger, signal }: Step,
  { client, ref }: GuardedApplication,
): Promise<Application | undefined> {
  try {
    return await client.get(ref, { signal });
  } catch (error) {
    const isAbsent =
      ArgoCdError.is(error, 'not-found') || ArgoCdError.is(error, 'forbidden');
    if (!isDryRun || !isAbsent) throw error;
    logger.info(`Dry run: there is no application "${ref.name}" to be seen`);
    return undefined;
  }
}
