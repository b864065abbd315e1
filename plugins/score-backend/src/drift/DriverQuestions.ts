import { isError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DriverRequest, Observation } from '@towpath/plugin-score-node';
import type { Seen } from '../model/Observed';
import type { Drivers } from '../planning/Drivers';

/** Of one driver: with so many that have never come back, more would only pile up. */
const MOST_HANGING = 16;

const STATUSES: Observation['status'][] = ['as-provided', 'changed', 'missing'];

/** Asks drivers to look, each time for so long and no longer. */
export class DriverQuestions {
  readonly #options: {
    drivers: Drivers;
    logger: LoggerService;
    timeoutMs: number;
  };
  /** By driver: questions whose time was over and that still hang. */
  readonly #hanging = new Map<string, number>();

  constructor(options: {
    drivers: Drivers;
    logger: LoggerService;
    timeoutMs: number;
  }) {
    this.#options = options;
  }

  /**
   * What a driver sees. That it cannot be asked, refuses or says what nobody understands is told in words, and is
   * neither "missing" nor "as provided".
   *
   * @throws the reason of the signal, once it is aborted
   */
  async ask(
    driver: string,
    request: DriverRequest,
    signal: AbortSignal,
  ): Promise<Seen> {
    const hanging = this.#hanging.get(driver) ?? 0;
    if (hanging >= MOST_HANGING) {
      return {
        unasked: `${hanging} earlier questions to the driver ${driver} have not come back, so it is not asked more`,
      };
    }
    try {
      return understand(driver, await this.#observe(driver, request, signal));
    } catch (error) {
      signal.throwIfAborted();
      return { unasked: isError(error) ? error.message : String(error) };
    }
  }

  async #observe(
    driver: string,
    request: DriverRequest,
    stop: AbortSignal,
  ): Promise<unknown> {
    const { drivers, logger, timeoutMs } = this.#options;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([stop, timeout]);
    const over = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () =>
        reject(
          timeout.aborted
            ? new Error(
                `The driver ${driver} has not answered within ${
                  timeoutMs / 1000
                } seconds`,
              )
            : stop.reason,
        ),
      ),
    );
    let isBack = false;
    const asked = (async () =>
      drivers.get(driver).observe(request, { signal, log: logger }))();
    try {
      return await Promise.race([
        over,
        asked.finally(() => {
          isBack = true;
        }),
      ]);
    } finally {
      if (!isBack) this.#noteHanging(driver, asked);
    }
  }

  #noteHanging(driver: string, asked: Promise<unknown>): void {
    const add = (more: number) =>
      this.#hanging.set(driver, (this.#hanging.get(driver) ?? 0) + more);
    add(1);
    asked.catch(() => undefined).finally(() => add(-1));
  }
}

function understand(driver: string, answer: unknown): Seen {
  const { status, differences, reason } = (answer ??
    {}) as Partial<Observation> & { differences?: unknown; reason?: unknown };
  const isWhole =
    (status !== 'changed' || Array.isArray(differences)) &&
    (status !== 'missing' || typeof reason === 'string');
  if (status && STATUSES.includes(status) && isWhole) {
    return { answer: answer as Observation };
  }
  return {
    unasked: `The driver ${driver} answered what is not understood: ${JSON.stringify(
      answer,
    )?.slice(0, 200)}`,
  };
}
