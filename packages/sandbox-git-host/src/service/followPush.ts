import { listCommits, readCommit } from '@towpath/sandbox-kit';
import { NO_COMMIT, updateRefs } from '../git/refs.ts';
import type { Host } from '../host.ts';
import type { Push, PushedRef } from '../events/PushJournal.ts';
import { presentPayloadCommit } from '../http/api/presentCommit.ts';
import { presentRepository } from '../http/api/presentRepository.ts';
import { presentUser } from '../http/api/presentUser.ts';
import { listPulls } from '../store/pulls.ts';
import type { Repository } from '../store/RepositoryStore.ts';
import { announcePull } from './announcePull.ts';
import { headRef } from './pullRefs.ts';

const MOST_COMMITS = 20;

const branchOf = ({ ref }: PushedRef) =>
  ref.replace(/^refs\/(heads|tags)\//, '');

/** What happens after refs moved: builds and webhooks are queued, pull requests follow their branch. */
export async function followPush(host: Host, push: Push): Promise<void> {
  const { id, repository, by, refs } = push;
  await host.onPush?.({
    id,
    repository: repository.name,
    repositoryId: repository.id,
    by,
    refs,
  });
  for (const change of refs) {
    await host.hooks.queue(repository, 'push', branchOf(change), () =>
      pushPayload(host, repository, by, change),
    );
    if (change.after !== NO_COMMIT)
      await moveHeads(host, repository, by, change);
  }
}

async function moveHeads(
  host: Host,
  repository: Repository,
  by: string,
  change: PushedRef,
) {
  const account = host.accounts.find(by);
  for (const pull of await listPulls(repository)) {
    if (pull.state !== 'open' || `refs/heads/${pull.head}` !== change.ref)
      continue;
    await updateRefs(host.git, repository.gitDir, [
      { ref: headRef(pull.number), to: change.after },
    ]);
    if (account)
      await announcePull(host, repository, pull, account, 'synchronized');
  }
}

async function pushPayload(
  host: Host,
  repository: Repository,
  by: string,
  change: PushedRef,
) {
  const removed = change.after === NO_COMMIT;
  const fresh = change.before === NO_COMMIT;
  const range = fresh ? change.after : `${change.before}..${change.after}`;
  const commits = removed
    ? []
    : await listCommits(host.git, repository.gitDir, {
        range,
        limit: MOST_COMMITS,
      });
  const head = removed
    ? null
    : await readCommit(host.git, repository.gitDir, change.after);
  const present = (commit: (typeof commits)[number]) =>
    presentPayloadCommit(host, repository, commit);
  return {
    ref: change.ref,
    before: change.before,
    after: change.after,
    compare_url: host.urls.page(
      repository.name,
      'compare',
      `${change.before}...${change.after}`,
    ),
    commits: await Promise.all(commits.map(present)),
    total_commits: commits.length,
    head_commit: head && (await present(head)),
    repository: presentRepository(host, repository),
    pusher: presentUser(host, by),
    sender: presentUser(host, by),
  };
}
