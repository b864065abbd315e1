import { Commits } from '@gitbeaker/rest';
import { failureOf } from '../http/failures';
import {
  requireSha,
  type CommitState,
  type CommitStatuses,
} from '../statuses/CommitStatuses';
import { newestOf, statuses } from '../statuses/presentStatus';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';

const WORDS = {
  pending: 'pending',
  success: 'success',
  failure: 'failed',
  error: 'failed',
} as const satisfies Record<CommitState, string>;

export const gitlabStatuses = ({ ask, list }: GitlabLine): CommitStatuses => ({
  async set(repository, sha, { context, state, description, url }, signal) {
    const commit = requireSha(sha);
    const wanted = { name: context, description, targetUrl: url };
    try {
      await ask(repository, signal, options =>
        new Commits(options).editStatus(
          projectOf(repository),
          commit,
          WORDS[state],
          wanted,
        ),
      );
    } catch (error) {
      const words = failureOf(error)?.words ?? '';
      // GitLab refuses to make a status what it is.
      if (!/cannot transition status/i.test(words)) throw error;
      const said = await this.list(repository, commit, signal);
      const now = said.find(one => one.context === context);
      if (!now || WORDS[now.state] !== WORDS[state]) throw error;
    }
  },

  async list(repository, sha, signal) {
    const commit = requireSha(sha);
    const project = projectOf(repository);
    const all = await list(repository, signal, {
      ...statuses(repository),
      page: (options, page) => {
        // The library's types know no pages here.
        const query = { all: true, page, perPage: PAGE_SIZE };
        return new Commits(options).allStatuses(project, commit, query);
      },
    });
    return newestOf(all);
  },
});
