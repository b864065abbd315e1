import { readContent } from '../files/readContent';
import { requirePath } from '../files/requirePath';
import type { Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import type { GiteaLine } from './giteaLine';

export const giteaFiles = ({ ask }: GiteaLine): Files => ({
  async read(repository, { path, ref }, signal) {
    const { owner, name } = repository;
    // The library encodes nothing of a path.
    const address = requirePath(path)
      .split('/')
      .map(encodeURIComponent)
      .join('/');
    const response = await ifThere(
      ask(repository, signal, ({ repos }) =>
        repos.repoGetContents(owner, name, address, { ref }),
      ),
    );
    return response && readContent(repository, path, response.data);
  },
});
