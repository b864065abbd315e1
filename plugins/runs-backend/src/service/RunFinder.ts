import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { isUuid } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { RunOperations, RunsService, RunType } from '@towpath/runs';
import { askWithin } from '../listing/askWithin';

/** It answered, and the run is none of its own. */
class NotMine extends Error {}

/** Finds the kind that a run is of. */
export class RunFinder {
  readonly #options: {
    types: RunsService;
    clock: Clock;
    logger: LoggerService;
  };

  constructor(options: {
    types: RunsService;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /**
   * @throws NotFoundError when every kind says that it has no such run, ServiceUnavailableError when one that may
   * have it cannot be asked
   */
  async find(id: string): Promise<RunType> {
    if (!isUuid(id)) throw notFound(id);
    const types = this.#options.types.list();
    const answers = types.map(type => this.#ask(type, id));
    try {
      return await Promise.any(answers);
    } catch {
      const settled = await Promise.allSettled(answers);
      const silent = types.filter((_, index) => {
        const answer = settled[index];
        return !(
          answer.status === 'rejected' && answer.reason instanceof NotMine
        );
      });
      throw silent.length > 0 ? notKnown(id, silent) : notFound(id);
    }
  }

  /** As {@link find}. @throws ConflictError when nothing of the kind can be taken back */
  async findReversible(id: string): Promise<Required<RunOperations>> {
    const { title, operations } = await this.find(id);
    if (canTakeBack(operations)) return operations;
    throw new ConflictError(
      `Run ${id} cannot be rolled back: nothing of the kind ${title} can`,
    );
  }

  async #ask(type: RunType, id: string): Promise<RunType> {
    const { clock, logger } = this.#options;
    const isMine = await askWithin(clock, type.title, () => type.has(id)).catch(
      error => {
        logger.warn(
          `The kind ${type.kind} could not be asked for a run`,
          error,
        );
        throw error;
      },
    );
    if (isMine) return type;
    throw new NotMine();
  }
}

function canTakeBack(
  operations: RunOperations,
): operations is Required<RunOperations> {
  return operations.rollBack !== undefined;
}

function notFound(id: string) {
  return new NotFoundError(
    `There is no run "${id}". It may have been deleted after its retention`,
  );
}

function notKnown(id: string, silent: RunType[]) {
  const titles = silent.map(({ title }) => title).join(', ');
  return new ServiceUnavailableError(
    `It is not known whether there is a run "${id}": these cannot be asked now: ${titles}. Try again`,
  );
}
