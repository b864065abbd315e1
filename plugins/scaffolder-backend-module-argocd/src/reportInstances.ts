import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ArgoCdInstances } from '@towpath/argocd';

/** Writes into the log, for each instance, that it can be used or what is wrong with it. Never throws. */
export async function reportInstances(
  instances: ArgoCdInstances,
  logger: LoggerService,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const checks = await instances.check({ signal });
    if (checks.length === 0) {
      logger.info(
        'No Argo CD instance is configured, so the template actions argocd:* will refuse to run. Add one to argocd.instances',
      );
    }
    for (const { ok, message } of checks) {
      if (ok) logger.info(message);
      else logger.warn(`${message}. The portal works on without it`);
    }
  } catch (error) {
    if (!signal?.aborted) {
      logger.warn(`The Argo CD instances could not be checked: ${error}`);
    }
  }
}
