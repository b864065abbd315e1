import { readContent } from '../files/readContent';
import { requirePath } from '../files/requirePath';
import type { FilePlace, Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import { askGithub } from './askGithub';

export class GithubFiles implements Files {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  async read(
    repository: HostedRepository,
    place: FilePlace,
    signal?: AbortSignal,
  ): Promise<Buffer | undefined> {
    const { owner, name: repo } = repository;
    const path = requirePath(place.path);
    const asked = askGithub(
      this.#open,
      { place: repository, signal },
      octokit =>
        octokit.request('GET /repos/{owner}/{repo}/contents/{path}', {
          owner,
          repo,
          path,
          ...(place.ref && { ref: place.ref }),
        }),
    );
    const response = await ifThere(asked);
    return response && readContent(repository, path, response.data);
  }
}
