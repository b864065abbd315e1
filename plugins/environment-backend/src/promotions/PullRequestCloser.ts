import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { GitRepositories } from '@towpath/gitops';
import type { Knex } from 'knex';
import { leftOpenBy } from './proposalOf';
import type { DeliveryRun } from './runs';

const BATCH = 20;
const TRY_AGAIN_MS = 60_000;

interface Row {
  promotion_id: string;
  repository: string;
  number: number;
  due_at: Date;
}

interface Options {
  knex: Knex;
  repositories: GitRepositories;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Closes the pull request of what ended before the merge. That is noted together with the end, so
 * that no restart loses it, and repeated until the Git host has done it.
 */
export class PullRequestCloser {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Notes what is to be closed now that a run has ended; usually nothing. */
  async note(run: DeliveryRun, trx: Knex.Transaction): Promise<void> {
    const proposal = leftOpenBy(run);
    if (!proposal) return;
    const row = {
      promotion_id: run.id,
      repository: proposal.repository,
      number: proposal.pullRequest.number,
      due_at: new Date(this.#options.clock.now()),
    };
    // What was tried again may have failed again meanwhile.
    await trx<Row>('pull_requests_to_close')
      .insert(row)
      .onConflict('promotion_id')
      .ignore();
  }

  async closeDue(): Promise<void> {
    const { knex, clock } = this.#options;
    const now = new Date(clock.now());
    const due = knex<Row>('pull_requests_to_close')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .select('promotion_id');
    const rows: Row[] = await knex<Row>('pull_requests_to_close')
      .whereIn('promotion_id', due)
      .update({ due_at: new Date(now.getTime() + TRY_AGAIN_MS) })
      .returning('*');
    await Promise.all(rows.map(row => this.#close(row)));
  }

  async #close({ promotion_id, repository, number }: Row): Promise<void> {
    const { knex, repositories, logger } = this.#options;
    try {
      await repositories.open({ url: repository }).closePullRequest(number);
    } catch (error) {
      logger.warn(
        `Pull request #${number} of promotion ${promotion_id} was not closed: ${error}`,
      );
      if (!isFinal(error)) return;
    }
    await knex<Row>('pull_requests_to_close').where({ promotion_id }).delete();
  }
}

/** It is merged or gone: trying again would end the same way. */
function isFinal(error: unknown): boolean {
  const names = ['ConflictError', 'NotFoundError', 'InputError'];
  return isError(error) && names.includes(error.name);
}
