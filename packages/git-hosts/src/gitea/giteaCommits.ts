import { firstCommit, type Commits } from '../commits/Commits';
import { requirePath } from '../files/requirePath';
import { ifThere } from '../http/ifThere';
import type { GiteaLine } from './giteaLine';

/** What takes Gitea long, and is not read. */
const LITTLE = { limit: 1, stat: false, verification: false, files: false };

export const giteaCommits = ({ ask }: GiteaLine): Commits => ({
  async newest(repository, { path, ref }, signal) {
    const { owner, name } = repository;
    const query = {
      ...LITTLE,
      ...(path !== undefined && { path: requirePath(path) }),
      sha: ref,
    };
    const response = await ifThere(
      ask(repository, signal, ({ repos }) =>
        repos.repoGetAllCommits(owner, name, query),
      ),
    );
    return response && firstCommit(repository, response.data);
  },
});
