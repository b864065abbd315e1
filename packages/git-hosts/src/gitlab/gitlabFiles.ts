import { Repositories, RepositoryFiles } from '@gitbeaker/rest';
import { readContent } from '../files/readContent';
import { nameOf, noFolder } from '../files/readNames';
import { requireFolder, requirePath } from '../files/requirePath';
import type { Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';

export const gitlabFiles = ({ ask, list }: GitlabLine): Files => ({
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
  async list(repository, { path, ref = 'HEAD' }, signal) {
    const folder = requireFolder(path);
    const names = await ifThere(
      list(repository, signal, {
        what: `the folder ${path}`,
        page: (options, page) =>
          new Repositories(options).allRepositoryTrees(projectOf(repository), {
            ...{ ref, page, perPage: PAGE_SIZE },
            ...(folder && { path: folder }),
          }),
        present: item => nameOf(repository, item),
        keyOf: name => name,
      }),
    );
    // It tells of a file as of a folder with nothing in it, of which Git has none.
    if (folder && names?.length === 0) throw noFolder(repository, path);
    return names;
  },
});
