import { Commits as CommitsOfGitlab } from '@gitbeaker/rest';
import { firstCommit, type Commits } from '../commits/Commits';
import { requirePath } from '../files/requirePath';
import { ifThere } from '../http/ifThere';
import { projectOf, type GitlabLine } from './gitlabLine';

export const gitlabCommits = ({ ask }: GitlabLine): Commits => ({
  async newest(repository, { path, ref }, signal) {
    const query = {
      ...(path !== undefined && { path: requirePath(path) }),
      perPage: 1,
      page: 1,
      ...(ref && { refName: ref }),
    };
    const answer: unknown = await ifThere(
      ask(repository, signal, options =>
        new CommitsOfGitlab(options).all(projectOf(repository), query),
      ),
    );
    return answer === undefined ? undefined : firstCommit(repository, answer);
  },
});
