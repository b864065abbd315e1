import { setTimeout as pause } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isEnded,
  type EnvironmentApi,
  type Promotion,
} from '@towpath/plugin-environment-common';

export interface FollowOptions {
  logger: LoggerService;
  signal?: AbortSignal;
  timeoutMs: number;
  /** The promotion's page. */
  url: string;
}

const EVERY_MS = 2_000;

/**
 * Copies the log of a promotion until it has ended.
 *
 * @returns the promotion, which has succeeded.
 * @throws Error when it ended otherwise, or not in time; AbortError once cancelled. The promotion
 * itself goes on.
 */
export async function followPromotion(
  api: EnvironmentApi,
  id: string,
  { logger, signal, timeoutMs, url }: FollowOptions,
): Promise<Promotion> {
  const deadline = performance.now() + timeoutMs;
  let after = 0;
  let said = '';
  for (;;) {
    signal?.throwIfAborted();
    const promotion = await api.getPromotion(id);
    const { lines, ended } = await api.getPromotionLog(id, { after });
    for (const { seq, level, message } of lines) {
      logger[level](message);
      after = seq;
    }
    const state = describe(promotion);
    if (state !== said) logger.info(state);
    said = state;

    if (ended && isEnded(promotion.status)) return judge(promotion, url);
    if (performance.now() >= deadline) {
      throw new Error(
        `The promotion is still ${promotion.status} after ${
          timeoutMs / 60_000
        } minutes. It goes on: ${url}`,
      );
    }
    await pause(EVERY_MS, undefined, { signal });
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
