import type {
  Application,
  ArgoCdClient,
  ArgoCdInstances,
} from '@towpath/argocd';
import type { GitRepositories } from '@towpath/gitops';
import type { Run, Step, StepContext, StepResult } from '@towpath/workflow';
import { lookAt } from '../application/lookAt';
import { progressMinutes } from '../application/progressDeadline';
import type { ApplicationTarget } from '../model/ApplicationTarget';
import type { DeployState } from '../model/DeployState';
import type { Effect } from '../model/Effect';
import { withinLimit, type Limit } from './limit';

/** What a step of this package has to be told by the kind of run that it is a step of. */
export interface DeployStepOptions<R> {
  /** Of the step. */
  name: string;
  instances: ArgoCdInstances;
  repositories: GitRepositories;
  /** Asked for each look: an application may have got another name or place since the run began. */
  findApplication(run: R): Promise<ApplicationTarget>;
  effectOf(run: R): Effect;
  limits(run: R): Promise<Limit>;
}

/** What one look at an application has to do with. */
export interface Look {
  instances: ArgoCdInstances;
  repositories: GitRepositories;
  context: Pick<
    StepContext<unknown, DeployState>,
    'signal' | 'log' | 'now' | 'run' | 'state' | 'stepStartedAt'
  >;
  client: ArgoCdClient;
  target: ApplicationTarget;
  effect: Effect;
  /** As it is now. */
  application: Application;
  /** Whether what was written is taken back when it fails. */
  compensate: boolean;
}

/**
 * A step that looks at an application until it is as it should be, or the limit is over.
 *
 * @param lack begins what is said then: "Not deployed"
 */
export function deployStep<I, S extends DeployState>(
  options: DeployStepOptions<Run<I, S>>,
  lack: string,
  judge: (look: Look) => Promise<StepResult<DeployState>>,
): Step<I, S> {
  const { name, instances, repositories } = options;
  return {
    name,
    async run(context) {
      const { run, signal } = context;
      const effect = options.effectOf(run);
      const target = await options.findApplication(run);
      const client = instances.get(target.instance);
      const application = await lookAt(
        repositories,
        client,
        target,
        effect,
        signal,
      );
      const limit = await options.limits(run);
      const { compensate } = limit;
      const result = await judge({
        instances,
        repositories,
        context,
        client,
        target,
        effect,
        application,
        compensate,
      });
      const ownMinutes = () => progressMinutes(client, target, signal);
      const ended = withinLimit(context, result, limit, { lack, ownMinutes });
      // A state that has these fields has them of these types.
      return ended as Promise<StepResult<S>>;
    },
  };
}
