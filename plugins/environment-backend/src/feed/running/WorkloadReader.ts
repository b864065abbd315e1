import type { FeedOptions } from '../Feed';
import type { FeedState } from '../FeedState';
import { readWorkload } from './readWorkload';
import type { WorkloadQuestion } from './Workload';

const LOOK_EVERY_MS = 1_000;
/** The stream does not tell when one resource of an unhealthy application becomes healthy. */
const ASK_AGAIN_MS = 15_000;
const AT_ONCE = 3;

/**
 * Finds out of applications that are not healthy whether that is the service. Two calls for each such
 * application, a few at a time, and none for those that are healthy.
 */
export class WorkloadReader {
  readonly #options: FeedOptions;
  readonly #feedState: FeedState;
  readonly #asked = new Map<string, { at: number; about: string }>();

  constructor(options: FeedOptions, feedState: FeedState) {
    this.#options = options;
    this.#feedState = feedState;
  }

  /** Ends with the signal only. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const waiting = this.#due();
      const work = async () => {
        for (let one = waiting.shift(); one; one = waiting.shift()) {
          if (signal.aborted) return;
          await this.#read(one, signal);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => {});
    }
  }

  #due(): WorkloadQuestion[] {
    const now = this.#options.clock.now();
    const questions = this.#feedState.unhealthy();
    const keys = new Set(questions.map(({ key }) => key));
    for (const key of this.#asked.keys()) {
      if (!keys.has(key)) this.#asked.delete(key);
    }
    return questions.filter(question => {
      const asked = this.#asked.get(question.key);
      return (
        asked?.about !== aboutOf(question) || now - asked.at >= ASK_AGAIN_MS
      );
    });
  }

  async #read(question: WorkloadQuestion, signal: AbortSignal): Promise<void> {
    const { instances, clock, logger } = this.#options;
    const { key } = question;
    this.#asked.set(key, { at: clock.now(), about: aboutOf(question) });
    try {
      const found = await readWorkload(instances, question, signal);
      this.#feedState.setWorkload(question, found);
    } catch (error) {
      if (signal.aborted) return;
      logger.debug(`What of ${key} is not healthy is asked again: ${error}`);
    }
  }
}

function aboutOf({ image, facts }: WorkloadQuestion): string {
  const { health, healthMessage, healthChangedAt, revision, images } = facts;
  return JSON.stringify([
    image,
    health,
    healthMessage,
    healthChangedAt,
    revision,
    images,
  ]);
}
