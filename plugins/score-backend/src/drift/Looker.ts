import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { DriverRequest } from '@towpath/plugin-score-node';
import type { ObservationStore } from '../database/ObservationStore';
import { requestOfRecord } from '../model/driverRequest';
import type { Seen } from '../model/Observed';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { RecordPlaces } from '../places/RecordPlaces';
import type { DriverQuestions } from './DriverQuestions';
import { tellOfDrift, type DriftOutbox } from './DriftOutbox';

interface LookerOptions {
  questions: DriverQuestions;
  places: RecordPlaces;
  observations: ObservationStore;
  outbox: DriftOutbox;
  /** How long after an answer the next look is due, about. */
  everyMs: number;
  clock: Clock;
  logger: LoggerService;
  /** Pages are to hear that something in this place is another way. */
  onNews(place: { service: string; environment: string }): void;
}

/** What cannot be asked is asked again this many times as often. */
const IMPATIENCE = 4;

/** Looks at one resource, and writes down what was seen. */
export class Looker {
  readonly #options: LookerOptions;

  constructor(options: LookerOptions) {
    this.#options = options;
  }

  /**
   * Looks now. What a run has changed meanwhile is left for the next look.
   *
   * @throws the reason of the signal, once it is aborted
   */
  async look(record: ResourceRecord, signal: AbortSignal): Promise<Seen> {
    const { clock, observations, outbox, logger, onNews } = this.#options;
    const began = new Date(clock.now());
    const seen = await this.#see(record, signal);
    const { service, environment, name } = record;
    const place = { service, environment };
    const noted = await observations.note(record, seen, {
      began,
      nextAt: this.#nextAt(seen),
      onDrift: (since, trx) =>
        tellOfDrift(outbox, { resource: record.id, since, ...place }, trx),
    });
    if (noted.newDrift) {
      logger.info(`${name} of ${service} in ${environment} has drifted`);
    }
    if (noted.isNews) onNews(place);
    return seen;
  }

  async #see(record: ResourceRecord, signal: AbortSignal): Promise<Seen> {
    const { questions, places } = this.#options;
    let request: DriverRequest;
    try {
      request = requestOfRecord(record, await places.of(record));
    } catch (error) {
      signal.throwIfAborted();
      return { unasked: isError(error) ? error.message : String(error) };
    }
    return questions.ask(record.driver, request, signal);
  }

  /** Never all at once: what was provided together is not looked at together for ever. */
  #nextAt(seen: Seen): Date {
    const { clock, everyMs } = this.#options;
    const after = 'answer' in seen ? everyMs : everyMs / IMPATIENCE;
    return new Date(clock.now() + after * (0.75 + Math.random() / 2));
  }
}
