import type { ArgoCdClient } from '../client/ArgoCdClient';
import type { Clock } from '@towpath/clock';
import type { Application, ApplicationRef } from '../types';
import { ApplicationWaitError } from './ApplicationWaitError';
import { Wait } from './Wait';
import type { WaitOptions } from './WaitOptions';

/** See {@link ArgoCdClient.wait}. */
export async function waitForApplication(
  client: ArgoCdClient,
  ref: ApplicationRef,
  options: WaitOptions,
  clock: Clock,
): Promise<Application> {
  const patience = AbortSignal.timeout(options.deadlineMs);
  const signal = options.signal
    ? AbortSignal.any([options.signal, patience])
    : patience;
  const wait = new Wait(client, ref, options, signal);
  try {
    return await wait.run(clock);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!patience.aborted || error instanceof ApplicationWaitError) throw error;
    throw wait.end('deadline', wait.describeDeadline());
  }
}
