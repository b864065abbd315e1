import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { ResourceStore } from '../database/ResourceStore';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { Looker } from './Looker';

/** Longer than a look may take: then another process takes it. */
const TAKEN_MS = 5 * 60_000;

class Lane {
  readonly #driver: string;
  readonly #options: LaneOptions;
  readonly #signal: AbortSignal;
  #underWay = 0;

  constructor(driver: string, options: LaneOptions, signal: AbortSignal) {
    this.#driver = driver;
    this.#options = options;
    this.#signal = signal;
  }

  async fill(): Promise<void> {
    const { resources, parallel, clock } = this.#options;
    const most = parallel - this.#underWay;
    if (most <= 0 || this.#signal.aborted) return;
    this.#underWay += most;
    const until = new Date(clock.now() + TAKEN_MS);
    let taken: ResourceRecord[] = [];
    try {
      taken = await resources.takeToLook(this.#driver, { most, until });
    } finally {
      this.#underWay -= most - taken.length;
    }
    for (const record of taken) void this.#look(record);
  }

  async #look(record: ResourceRecord): Promise<void> {
    const { looker, logger } = this.#options;
    try {
      await looker.look(record, this.#signal);
    } catch (error) {
      if (this.#signal.aborted) return;
      logger.warn(
        `What was seen of ${record.name} of ${record.service} is not written down: ${error}`,
      );
    } finally {
      this.#underWay -= 1;
    }
    await this.fill().catch(error =>
      logger.warn(`It is not known what is to be looked at: ${error}`),
    );
  }
}

interface LaneOptions {
  resources: ResourceStore;
  looker: Pick<Looker, 'look'>;
  /** How many looks of one driver are under way at a time, in one process. */
  parallel: number;
  clock: Clock;
  logger: LoggerService;
}

/** Looks at what is due, in a lane for each driver, so that a slow one holds nobody but itself. */
export class DriverLanes {
  readonly #options: LaneOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #stop = new AbortController();

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Begins what is due, and does not wait for it. */
  async begin(): Promise<void> {
    for (const driver of await this.#options.resources.driversToLook()) {
      const lane = this.#lanes.get(driver) ?? this.#open(driver);
      await lane.fill();
    }
  }

  /** What is under way is given up, and is due again in a few minutes. */
  stop(): void {
    this.#stop.abort(new Error('The portal stops'));
  }

  #open(driver: string): Lane {
    const lane = new Lane(driver, this.#options, this.#stop.signal);
    this.#lanes.set(driver, lane);
    return lane;
  }
}
