import { readContent } from '../files/readContent';
import { readNames } from '../files/readNames';
import { requireFolder, requirePath } from '../files/requirePath';
import type { Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import type { GiteaLine } from './giteaLine';

export const giteaFiles = ({ ask }: GiteaLine): Files => ({
  async read(repository, { path, ref }, signal) {
    const { owner, name } = repository;
    const address = encode(requirePath(path));
    const response = await ifThere(
      ask(repository, signal, ({ repos }) =>
        repos.repoGetContents(owner, name, address, { ref }),
      ),
    );
    return response && readContent(repository, path, response.data);
  },
  async list(repository, { path, ref }, signal) {
    const { owner, name } = repository;
    const address = encode(requireFolder(path));
    const response = await ifThere<{ data: unknown }>(
      ask(repository, signal, async ({ repos }) =>
        address
          ? repos.repoGetContents(owner, name, address, { ref })
          : repos.repoGetContentsList(owner, name, { ref }),
      ),
    );
    return response && readNames(repository, path, { answer: response.data });
  },
});

/** The library encodes nothing of a path. */
function encode(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
