import { RepositoryFiles } from '@gitbeaker/rest';
import { readContent } from '../files/readContent';
import { requirePath } from '../files/requirePath';
import type { Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import { projectOf, type GitlabLine } from './gitlabLine';

export const gitlabFiles = ({ ask }: GitlabLine): Files => ({
  async read(repository, { path, ref = 'HEAD' }, signal) {
    const answer = await ifThere(
      ask(repository, signal, async options =>
        new RepositoryFiles(options).show(
          projectOf(repository),
          requirePath(path),
          ref,
        ),
      ),
    );
    return answer && readContent(repository, path, answer);
  },
});
