import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isEnded,
  type EnvironmentApi,
  type Promotion,
} from '@towpath/plugin-environment-common';
import { isAway } from '@towpath/template-kit';

export interface FollowOptions {
  logger: LoggerService;
  signal?: AbortSignal;
  timeoutMs: number;
  /** The promotion's page. */
  url: string;
  /** How long it waits between two looks. Default: 2 s. */
  everyMs?: number;
}

const EVERY_MS = 2_000;
/** About a minute: as long as a portal takes to start anew, and then some. */
const FAILURES_AT_MOST = 30;

/**
 * Copies the log of a promotion until it has ended. A portal that starts anew meanwhile is
 * waited for.
 *
 * @returns the promotion, which has succeeded.
 * @throws Error when it ended otherwise, or not in time; AbortError once cancelled. The promotion
 * itself goes on.
 */
export async function followPromotion(
  api: EnvironmentApi,
  id: string,
  { logger, signal, timeoutMs, url, everyMs = EVERY_MS }: FollowOptions,
): Promise<Promotion> {
  const deadline = performance.now() + timeoutMs;
  let after = 0;
  let said = '';
  let failures = 0;
  const look = async () => {
    const promotion = await api.getPromotion(id);
    const { lines, ended } = await api.getPromotionLog(id, { after });
    failures = 0;
    for (const { seq, level, message } of lines) {
      logger[level](message);
      after = seq;
    }
    const state = describe(promotion);
    if (state !== said) logger.info(state);
    said = state;
    return ended && isEnded(promotion.status) ? promotion : undefined;
  };
  const bear = (error: Error) => {
    failures += 1;
    if (!isAway(error) || failures >= FAILURES_AT_MOST) throw error;
    if (failures > 1) return;
    logger.warn(`The portal did not say how it stands: ${error.message}`);
  };
  for (;;) {
    signal?.throwIfAborted();
    const ended = await look().catch(bear);
    if (ended) return judge(ended, url);
    if (performance.now() >= deadline) {
      throw new Error(
        `The promotion has not ended after ${
          timeoutMs / 60_000
        } minutes. It goes on: ${url}`,
      );
    }
    await pause(everyMs, undefined, { signal });
  }
}

function describe({ status, waitingFor, outcome }: Promotion): string {
  const why = waitingFor ?? outcome;
  return why ? `${status}: ${why}` : status;
}

function judge(promotion: Promotion, url: string): Promotion {
  if (promotion.status === 'succeeded') return promotion;
  throw new Error(
    `The promotion ended as ${promotion.status}: ${
      promotion.outcome ?? 'its log says why'
    }. ${url}`,
  );
}
