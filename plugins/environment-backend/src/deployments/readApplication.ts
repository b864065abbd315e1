import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ArgoCdError,
  type Application,
  type ArgoCdInstances,
} from '@towpath/argocd';
import type { ApplicationTarget } from '@towpath/delivery';

/**
 * An application as it is now, for somebody who waits for the answer.
 *
 * @throws ServiceUnavailableError while Argo CD cannot be asked, NotFoundError when it has no such
 * application, ConflictError when it refuses to tell.
 */
export async function readApplication(
  instances: ArgoCdInstances,
  application: ApplicationTarget,
  signal?: AbortSignal,
): Promise<Application> {
  try {
    const client = instances.get(application.instance);
    return await client.get(application, { signal });
  } catch (error) {
    throw ArgoCdError.is(error) ? explain(error) : error;
  }
}

function explain({ problem, message }: ArgoCdError): Error {
  switch (problem) {
    case 'not-found':
      return new NotFoundError(message);
    case 'forbidden':
    case 'conflict':
    case 'refused':
      return new ConflictError(message);
    default:
      return new ServiceUnavailableError(message);
  }
}
