import { requireSha, type CommitStatuses } from '../statuses/CommitStatuses';
import { newestOf, statuses } from '../statuses/presentStatus';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

export const giteaStatuses = ({ ask, list }: GiteaLine): CommitStatuses => ({
  async set(repository, sha, { url, ...status }, signal) {
    const { owner, name } = repository;
    const commit = requireSha(sha);
    // The words are those of the library's enumeration.
    const wanted = { ...status, target_url: url } as object;
    await ask(repository, signal, ({ repos }) =>
      repos.repoCreateStatus(owner, name, commit, wanted),
    );
  },

  async list(repository, sha, signal) {
    const { owner, name } = repository;
    const commit = requireSha(sha);
    const all = await list(repository, signal, {
      ...statuses(repository),
      page: async ({ repos }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await repos.repoListStatuses(owner, name, commit, query)).data;
      },
    });
    return newestOf(all);
  },
});
