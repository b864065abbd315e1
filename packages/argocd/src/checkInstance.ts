import type { ArgoCdClient } from './client/ArgoCdClient';
import { ArgoCdError, type ArgoCdProblem } from './http/ArgoCdError';

/** Whether an instance can be used, in words for a log or a page. */
export type InstanceCheck =
  | {
      instance: string;
      url: string;
      ok: true;
      message: string;
      version: string;
      /** The account or project role that the portal is to this instance. */
      account: string;
    }
  | {
      instance: string;
      url?: string;
      ok: false;
      message: string;
      problem: ArgoCdProblem;
    };

/**
 * Asks an instance for its version and who the portal is to it. Changes nothing and never throws,
 * unless the signal aborts.
 */
export async function checkInstance(
  client: ArgoCdClient,
  options: { signal?: AbortSignal } = {},
): Promise<InstanceCheck> {
  const { name: instance, url } = client;
  try {
    const version = await client.version(options);
    const account = await client.account(options);
    return {
      instance,
      url,
      ok: true,
      message: `Argo CD "${instance}" ${version} answers at ${url}; the portal is "${account}" there`,
      version,
      account,
    };
  } catch (error) {
    options.signal?.throwIfAborted();
    return {
      instance,
      url,
      ok: false,
      message: `${(error as Error).message} (${url})`,
      problem: ArgoCdError.is(error) ? error.problem : 'unreachable',
    };
  }
}
