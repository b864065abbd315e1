import { setTimeout as pause } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import type { Plan, PlanRequest } from '@towpath/plugin-score-common';
import { isAway, type TaskLog } from '@towpath/template-kit';
import type { ScoreClient } from './ScoreClient';

export interface KnownOptions {
  client: Pick<ScoreClient, 'plan' | 'service'>;
  log: TaskLog;
  signal?: AbortSignal;
  /** How long the portal may take to know of the service. */
  timeoutMs: number;
  /** How long it waits between two questions. Default: 2 s. */
  everyMs?: number;
}

const EVERY_MS = 2_000;
/** As long as a service and an application that were made a moment ago may take to be seen. */
const APPLICATION_MS = 60_000;

/** What keeps a plan from being made, and may do so no more in a moment. */
interface NotYet {
  why: string;
  withinMs: number;
}

/**
 * Makes a plan. A service or an application that was made a moment ago is waited for until the portal knows of it.
 *
 * @throws what the portal refuses, at once where nothing can change it; else with how long was waited
 */
export async function planOnceKnown(
  request: PlanRequest,
  options: KnownOptions,
): Promise<Plan> {
  const { client, log, signal, everyMs = EVERY_MS } = options;
  const begun = performance.now();
  let said = '';
  let isKnown = false;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await client.plan(request);
    } catch (error) {
      const notYet = await notYetFor(error, request, options);
      if (!notYet) {
        // It may have become known between the two questions.
        if (isKnown || !isAboutPlaces(error)) throw error;
        isKnown = true;
        continue;
      }
      const { why, withinMs } = notYet;
      if (performance.now() - begun >= withinMs) {
        throw new Error(`${why}. It was waited for, ${withinMs / 1000} s`, {
          cause: error,
        });
      }
      if (why !== said) log.add('info', `Waiting for the portal: ${why}`);
      said = why;
    }
    await pause(everyMs, undefined, { signal });
  }
}

async function notYetFor(
  error: unknown,
  { service, environment }: PlanRequest,
  { client, timeoutMs }: KnownOptions,
): Promise<NotYet | undefined> {
  if (isAway(error)) return { why: toText(error), withinMs: timeoutMs };
  if (!isAboutPlaces(error)) return undefined;
  try {
    const { environments } = await client.service(service);
    const found = environments.find(({ name }) => name === environment);
    const withinMs = Math.min(timeoutMs, APPLICATION_MS);
    return found?.whyNot ? { why: found.whyNot, withinMs } : undefined;
  } catch (refusal) {
    const isUnknown = isAway(refusal) || hasName(refusal, 'NotFoundError');
    return isUnknown
      ? { why: toText(refusal), withinMs: timeoutMs }
      : undefined;
  }
}

/** A service or an application that is not there, or something else that is no. */
function isAboutPlaces(error: unknown): boolean {
  return hasName(error, 'NotFoundError', 'ConflictError');
}

function hasName(error: unknown, ...names: string[]): boolean {
  return isError(error) && names.includes(error.name);
}

function toText(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
