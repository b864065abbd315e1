import type {
  GitHosts,
  HostedCommit,
  HostedRepository,
} from '@towpath/git-hosts';

/** Files as they are in one commit. */
export interface FilesAtCommit {
  commit: HostedCommit;
  /** Of those that are there, by path. */
  texts: ReadonlyMap<string, string>;
}

/**
 * Files of a repository, all in the newest commit of a branch, so that a push in between mixes nothing.
 *
 * @param place.branch - undefined for the default one.
 * @returns undefined when the host says that there is no such repository or branch, or nothing in it
 * @throws what the Git host answers, when it could not be asked
 */
export async function readAtHead(
  hosts: GitHosts,
  { repository, branch }: { repository: HostedRepository; branch?: string },
  paths: string[],
  signal?: AbortSignal,
): Promise<FilesAtCommit | undefined> {
  const { commits } = hosts.of(repository);
  const commit = await commits.newest(repository, { ref: branch }, signal);
  if (!commit) return undefined;
  const at = { repository, ref: commit.sha };
  return { commit, texts: await readTexts(hosts, at, paths, signal) };
}

/**
 * Files of a repository in one commit, by path; those that are not there are absent.
 *
 * @throws what the Git host answers, when it could not be asked
 */
export async function readTexts(
  hosts: GitHosts,
  { repository, ref }: { repository: HostedRepository; ref: string },
  paths: string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { files } = hosts.of(repository);
  const read = await Promise.all(
    paths.map(async path => {
      const content = await files.read(repository, { path, ref }, signal);
      return content && ([path, content.toString('utf8')] as const);
    }),
  );
  return new Map(read.filter(one => one !== undefined));
}
