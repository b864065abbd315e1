import { RepositoryFiles } from '@gitbeaker/rest';
import { readContent } from '../files/readContent';
import { requirePath } from '../files/requirePath';
import type { FilePlace, Files } from '../GitHost';
import { ifThere } from '../http/ifThere';
import type { OpenDoor } from '../http/openDoor';
import type { HostedRepository } from '../location/HostedRepository';
import { gitlabOptions, projectOf } from './gitlabOptions';

export class GitlabFiles implements Files {
  readonly #open: OpenDoor;

  constructor(open: OpenDoor) {
    this.#open = open;
  }

  async read(
    repository: HostedRepository,
    { path, ref = 'HEAD' }: FilePlace,
    signal?: AbortSignal,
  ): Promise<Buffer | undefined> {
    const files = new RepositoryFiles(
      gitlabOptions(this.#open, repository, signal),
    );
    const answer = await ifThere(
      files.show(projectOf(repository), requirePath(path), ref),
    );
    return answer && readContent(repository, path, answer);
  }
}
