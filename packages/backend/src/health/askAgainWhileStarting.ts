import type { LifecycleService } from '@backstage/backend-plugin-api';
import type { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { ServiceUnavailableError } from '@backstage/errors';

/**
 * Answers 503 in place of 404 until the portal has started. It listens before its plugins have their routes, and
 * whoever asks one of them then would take 404 for final: a program that keeps its state here asks once and loses it,
 * and a Git host sends no hook again.
 *
 * @param middleware whose "not found" Backstage's defaults end with
 */
export function askAgainWhileStarting(
  middleware: Pick<MiddlewareFactory, 'notFound'>,
  lifecycle: LifecycleService,
): void {
  let isStarting = true;
  lifecycle.addStartupHook(() => {
    isStarting = false;
  });
  const notFound = middleware.notFound();
  middleware.notFound = () => (request, response, next) => {
    if (!isStarting) return notFound(request, response, next);
    return next(
      new ServiceUnavailableError(
        'The portal has not started yet: ask again in some seconds',
      ),
    );
  };
}
