import { readContent } from '../files/readContent';
import { requirePath } from '../files/requirePath';
import type { FilePlace, Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import { giteaApi } from './giteaApi';

export class GiteaFiles implements Files {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  async read(
    repository: HostedRepository,
    { path, ref }: FilePlace,
    signal?: AbortSignal,
  ): Promise<Buffer | undefined> {
    const { owner, name } = repository;
    // The library encodes nothing of a path.
    const address = requirePath(path)
      .split('/')
      .map(encodeURIComponent)
      .join('/');
    const { repos } = giteaApi(this.#open, repository, signal);
    const response = await ifThere(
      repos.repoGetContents(owner, name, address, { ref }),
    );
    return response && readContent(repository, path, response.data);
  }
}
