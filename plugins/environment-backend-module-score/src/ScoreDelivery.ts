import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import type {
  DeliveryPlace,
  DeliveryQuestion,
  DeliveryStrategy,
  NeedsReport,
  ProvideAnswer,
  ProvideRequest,
} from '@towpath/plugin-environment-node';
import type { ScoreDeliveryApi } from '@towpath/plugin-score-common';
import { isRenderedFolder } from '@towpath/plugin-score-node';
import { refusal, toReport } from './toReport';

/** Delivers services whose manifests are rendered from a Score file, by way of the Score plugin. */
export class ScoreDelivery implements DeliveryStrategy {
  readonly name = 'score';
  readonly title = 'What its Score file needs';
  readonly #score: ScoreDeliveryApi;

  constructor(score: ScoreDeliveryApi) {
    this.#score = score;
  }

  covers({ folder }: DeliveryPlace): Promise<boolean> {
    return isRenderedFolder(name => folder.readFile(name));
  }

  async compare(
    question: DeliveryQuestion,
    options: { signal?: AbortSignal },
  ): Promise<NeedsReport> {
    const answer = await orRefusal(() => this.#score.plan(question, options));
    return 'refused' in answer ? refusal(answer.refused) : toReport(answer);
  }

  async provide(
    request: ProvideRequest,
    options: { signal: AbortSignal },
  ): Promise<ProvideAnswer> {
    const answer = await orRefusal(() => this.#score.provide(request, options));
    if ('refused' in answer) return { state: 'failed', reason: answer.refused };
    const { state, reason = '', files = [] } = answer;
    return state === 'done' ? { state, files } : { state, reason };
  }

  async giveUp(promotion: string): Promise<void> {
    await this.#score.giveUp(promotion);
  }
}

/** A request that is wrong, a thing that is gone, and a place that nothing can be delivered to. */
const NO = [400, 404, 409];

/**
 * What the plugin answers, or why it says no for good, in its own words.
 *
 * @throws ServiceUnavailableError when it could not be asked, or cannot tell now
 */
async function orRefusal<T extends object>(
  ask: () => Promise<T>,
): Promise<T | { refused: string }> {
  try {
    return await ask();
  } catch (error) {
    const { statusCode = 0, cause } =
      error instanceof ResponseError ? error : {};
    if (NO.includes(statusCode)) return { refused: cause!.message };
    throw new ServiceUnavailableError(
      `the Score plugin cannot tell now: ${
        (cause ?? (error as Error)).message
      }`,
    );
  }
}
