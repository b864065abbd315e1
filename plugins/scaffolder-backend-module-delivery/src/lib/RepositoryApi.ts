import { GiteaApi } from './GiteaApi';
import { GithubApi } from './GithubApi';
import type { GitRemote } from './GitHosts';

/** Who may see a repository; `internal` is everybody of a GitHub enterprise. */
export type Visibility = 'private' | 'internal' | 'public';

export interface NewRepository {
  description: string;
  visibility: Visibility;
}

/** What publishing asks a Git host for, beside git itself. */
export interface RepositoryApi {
  /** @returns undefined when there is none that the portal may see */
  find(): Promise<{ description: string } | undefined>;
  /**
   * @returns false when there is one of that name already
   * @throws InputError when the host has no such organisation or visibility
   */
  create(wanted: NewRepository): Promise<boolean>;
}

/** The API of the host that a repository is on. */
export function repositoryApi(
  remote: GitRemote,
  signal?: AbortSignal,
): RepositoryApi {
  return remote.type === 'github'
    ? new GithubApi(remote, signal)
    : new GiteaApi(remote, signal);
}
