import type {
  GitHost,
  GitHosts,
  HostedOwner,
  Repository,
} from '@towpath/git-hosts';
import { answerOf, type Answer } from './Answer';
import type { OrganisationSettings } from './readOrganisations';

/** Asks a Git host about one organisation. Nothing here throws because of what the host answers. */
export class Organisation {
  readonly #hosts: GitHosts;
  readonly #owner: HostedOwner;

  /** @throws InputError that names the host or the organisation */
  constructor(
    { host, organisation }: OrganisationSettings,
    options: { hosts: GitHosts },
  ) {
    this.#hosts = options.hosts;
    this.#owner = this.#hosts.owner({ host, owner: organisation });
  }

  /** Where pages of its repositories begin. */
  get pageUrl(): string {
    return `${this.#owner.pageUrl}/`;
  }

  /** All of its repositories, or why it is not sure that these are all. Never `no`. */
  async listRepositories(): Promise<Answer<Repository[]>> {
    return answerOf(() => this.#host.repositories.list(this.#owner));
  }

  /** Whether there is a repository of this name, which has not become another. */
  async hasRepository(name: string): Promise<Answer<Repository>> {
    return answerOf(() => this.#host.repositories.find(this.#place(name)));
  }

  /** Whether a repository has the file on a branch. */
  async hasFile(
    { name }: Repository,
    ref: string,
    path: string,
  ): Promise<Answer<true>> {
    const read = () => this.#host.files.read(this.#place(name), { path, ref });
    return answerOf(async () => (await read()) && (true as const));
  }

  get #host(): GitHost {
    return this.#hosts.of(this.#owner);
  }

  #place(name: string) {
    const { host, owner } = this.#owner;
    return this.#hosts.name({ host, owner, name });
  }
}
