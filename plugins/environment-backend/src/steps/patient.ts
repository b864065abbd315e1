import { isError } from '@backstage/errors';
import { ArgoCdError } from '@towpath/argocd';
import { wait, type Step } from '@towpath/workflow';

const RETRY = { seconds: 10 };
/** Longer than an upgrade of Argo CD or of the Git host takes. */
const PATIENCE_MS = 60 * 60 * 1000;

/**
 * A step that waits while Argo CD or the Git host cannot be reached, instead of using up its
 * attempts. After an hour without getting anywhere it fails like any other.
 */
export function patient<I, S>(step: Step<I, S>): Step<I, S> {
  return {
    ...step,
    async run(context) {
      try {
        return await step.run(context);
      } catch (error) {
        context.signal.throwIfAborted();
        const waited =
          context.now().getTime() - context.stepStartedAt.getTime();
        if (!isOutage(error) || waited > PATIENCE_MS) throw error;
        return wait({ every: RETRY, reason: error.message });
      }
    },
  };
}

function isOutage(error: unknown): error is Error {
  if (ArgoCdError.is(error)) {
    return ['unreachable', 'timeout', 'server'].includes(error.problem);
  }
  return isError(error) && error.name === 'ServiceUnavailableError';
}
