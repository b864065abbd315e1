import { comments, type CommentCalls } from '../comments/DefaultComments';
import { PAGE_SIZE, repoOf, type GithubLine } from './githubLine';

/** A pull request is an issue, and what is said below it is said of that. */
export const githubComments = ({ ask, list }: GithubLine): CommentCalls => ({
  list(repository, number, signal) {
    const query = {
      ...repoOf(repository),
      issue_number: number,
      per_page: PAGE_SIZE,
    };
    return list(repository, signal, {
      ...comments(repository),
      page: async (octokit, page) => {
        const { data } = await octokit.request(
          'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
          { ...query, page },
        );
        return data;
      },
    });
  },

  create(repository, number, body, signal) {
    const wanted = { ...repoOf(repository), issue_number: number, body };
    return ask(repository, signal, octokit =>
      octokit.request(
        'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
        wanted,
      ),
    );
  },

  edit(repository, { id }, body, signal) {
    const wanted = { ...repoOf(repository), comment_id: id, body };
    return ask(repository, signal, octokit =>
      octokit.request(
        'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
        wanted,
      ),
    );
  },
});
