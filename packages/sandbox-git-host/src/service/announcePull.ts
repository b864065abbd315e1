import type { Account } from '@towpath/sandbox-kit';
import type { Host } from '../host.ts';
import { presentPull } from '../http/api/presentPull.ts';
import { presentRepository } from '../http/api/presentRepository.ts';
import { presentUser } from '../http/api/presentUser.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import type { PullRecord } from '../types.ts';

export type PullAction =
  | 'opened'
  | 'edited'
  | 'closed'
  | 'reopened'
  | 'synchronized';

/** Queues the `pull_request` webhooks. */
export async function announcePull(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  account: Account,
  action: PullAction,
): Promise<void> {
  await host.hooks.queue(repository, 'pull_request', pull.base, async () => ({
    action,
    number: pull.number,
    pull_request: await presentPull(host, repository, pull),
    repository: presentRepository(host, repository),
    sender: presentUser(host, account.name),
  }));
}
