import { isError } from '@backstage/errors';
import type { FeedOptions } from '../Feed';
import type { FeedState } from '../FeedState';
import { sleepUnless } from '../sleepUnless';
import { readImage } from './readImage';
import { NO_ANSWER, type ImageFound, type ImageQuestion } from './RunningImage';

/** What is asked again is looked for so often; a new question is taken at once. */
const LOOK_EVERY_MS = 1_000;
const RETRY_MS = 30_000;
const AT_ONCE = 8;
/** After that a deployment is told by its pods, until the answer comes. */
const PATIENCE_MS = 5_000;

/**
 * Finds out beside the stream which images are deployed, so that nothing that is asked holds it up. What
 * could not be asked is asked again; until then what was known stands.
 */
export class ImageReader {
  readonly #options: FeedOptions;
  readonly #feedState: FeedState;
  readonly #later: { question: ImageQuestion; at: number }[] = [];

  constructor(options: FeedOptions, feedState: FeedState) {
    this.#options = options;
    this.#feedState = feedState;
  }

  /** Ends with the signal only. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const isAsked = (ended: AbortSignal) => this.#feedState.asked(ended);
    while (!signal.aborted) {
      const waiting = [...this.#due(), ...this.#feedState.takeImageQuestions()];
      const work = async () => {
        for (let one = waiting.shift(); one; one = waiting.shift()) {
          if (signal.aborted) return;
          await this.#read(one, signal);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      await sleepUnless(clock, LOOK_EVERY_MS, isAsked, signal).catch(() => {});
    }
  }

  #due(): ImageQuestion[] {
    const now = this.#options.clock.now();
    const first = this.#later.findIndex(({ at }) => at > now);
    const count = first < 0 ? this.#later.length : first;
    return this.#later.splice(0, count).map(({ question }) => question);
  }

  async #read(question: ImageQuestion, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    if (!this.#feedState.isAsked(question)) return;
    const reading = this.#find(question, signal);
    const late = new AbortController();
    const patience = clock
      .sleep(PATIENCE_MS, AbortSignal.any([signal, late.signal]))
      .catch(() => {});
    const found = await Promise.race([reading, patience]);
    late.abort();
    if (signal.aborted) return;
    this.#feedState.setImage(
      question,
      found ?? { is: 'pods', unasked: NO_ANSWER },
    );
    if (!found) this.#feedState.setImage(question, await reading);
  }

  async #find(
    question: ImageQuestion,
    signal: AbortSignal,
  ): Promise<ImageFound> {
    const { clock, logger } = this.#options;
    try {
      return await readImage(this.#options, question, signal);
    } catch (error) {
      if (signal.aborted) return { is: 'pods' };
      logger.debug(
        `Which image is ${question.key} is asked again in ${
          RETRY_MS / 1000
        } s: ${error}`,
      );
      this.#later.push({ question, at: clock.now() + RETRY_MS });
      return { is: 'pods', unasked: messageOf(error) };
    }
  }
}

function messageOf(error: unknown): string {
  return isError(error) ? error.message : String(error);
}
