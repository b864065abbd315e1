import type { GitRepositories, GitRepository } from '@towpath/gitops';
import type { Commit, Comparison } from '@towpath/plugin-environment-common';
import {
  ownSourceUrl,
  SOURCE_LOCATION,
} from '@towpath/plugin-environment-node';
import type { CatalogService } from '../catalog/ServiceCatalog';
import type { SourceQuestion } from '../planning/Planner';

const MOST_COMMITS = 200;
// How far back in the GitOps repository the commit that brought a version is looked for.
const MOST_SEARCHED = 3_000;

export interface CommitQuestion
  extends Pick<SourceQuestion, 'service' | 'gitops'> {
  /** What runs where the version goes; absent when nothing is known to. */
  from?: string;
  to: string;
}

/** Finds the commits of a service's repository that one version has and another lacks. */
export class CommitFinder {
  readonly #repositories: GitRepositories;

  constructor(repositories: GitRepositories) {
    this.#repositories = repositories;
  }

  /** Never throws: where they cannot be found, it says why. */
  async find(question: CommitQuestion): Promise<Comparison['commits']> {
    try {
      return await this.#between(question);
    } catch (error) {
      return unknown((error as Error).message);
    }
  }

  /**
   * The commit that one version was made from, or why it is not known.
   *
   * @throws ServiceUnavailableError when the Git host does not answer
   */
  async sourceOf({
    service,
    version,
    gitops,
  }: SourceQuestion): Promise<{ commit: string } | { why: string }> {
    const url = ownSourceUrl(service);
    if (!url) return { why: noSource(service) };
    const repository = this.#repositories.open({ url });
    const recorded = await this.#fromTrailers(service, gitops);
    const commit =
      recorded.get(version) ??
      (await tagsOf(repository, [version])).get(version);
    return commit ? { commit } : { why: notRecorded(version, repository) };
  }

  async #between({
    service,
    from,
    to,
    gitops,
  }: CommitQuestion): Promise<Comparison['commits']> {
    const url = ownSourceUrl(service);
    if (!url) return unknown(noSource(service));
    if (!from) return unknown('no version is known to run there yet');
    const repository = this.#repositories.open({ url });
    const shas = await this.#sourceCommits(service, [from, to], {
      repository,
      gitops,
    });
    const missing = [from, to].find(version => !shas.has(version));
    if (missing) return unknown(notRecorded(missing, repository));
    return describe(repository, shas.get(from)!, shas.get(to)!);
  }

  /** By version; from the commit that brought it, else from its tag. */
  async #sourceCommits(
    service: CatalogService,
    versions: string[],
    at: { repository: GitRepository; gitops?: CommitQuestion['gitops'] },
  ): Promise<Map<string, string>> {
    const [recorded, tagged] = await Promise.all([
      this.#fromTrailers(service, at.gitops).catch(
        () => new Map<string, string>(),
      ),
      tagsOf(at.repository, versions),
    ]);
    return new Map([...tagged, ...recorded]);
  }

  async #fromTrailers(
    service: CatalogService,
    gitops: CommitQuestion['gitops'],
  ): Promise<Map<string, string>> {
    if (!gitops || !/^[0-9a-f]{40,64}$/.test(gitops.revision)) return new Map();
    const { repository: url, revision } = gitops;
    const commits = await this.#repositories
      .open({ url })
      .log({ to: revision, limit: MOST_SEARCHED });
    const pairs = commits.flatMap(({ trailers }) => {
      const isOurs = trailers['Towpath-Service']?.some(
        name => name === service.name || name === service.ref,
      );
      const [version] = trailers['Towpath-Version'] ?? [];
      const [sha] = trailers['Towpath-Source-Commit'] ?? [];
      return isOurs && version && sha ? [[version, sha] as const] : [];
    });
    // The newest comes first, and counts.
    return new Map(pairs.reverse());
  }
}

/** The commits that versions are tags of, by version. */
async function tagsOf(
  repository: GitRepository,
  versions: string[],
): Promise<Map<string, string>> {
  const named = await repository.tags();
  const tags = new Map(named.map(({ name, sha }) => [name, sha]));
  return new Map(
    versions.flatMap(version => {
      const sha = tags.get(`v${version}`) ?? tags.get(version);
      return sha ? [[version, sha] as const] : [];
    }),
  );
}

async function describe(
  repository: GitRepository,
  from: string,
  to: string,
): Promise<Comparison['commits']> {
  const commits = await repository.log({ from, to, limit: MOST_COMMITS });
  const items = commits.map(
    ({ sha, subject, author, date }): Commit => ({
      sha,
      subject,
      author: author.name,
      date: date.toISOString(),
      url: repository.commitUrl(sha),
    }),
  );
  return {
    known: true,
    count: items.length,
    authors: [...new Set(commits.map(({ author }) => author.name))],
    items,
    url: repository.compareUrl(from, to),
  };
}

function noSource({ name }: CatalogService): string {
  return `the component ${name} has no source that is known to be its own: set the annotation ${SOURCE_LOCATION} to the repository that its catalog-info.yaml is in`;
}

function notRecorded(version: string, { pageUrl }: GitRepository): string {
  return `which commit ${version} was built from is not recorded: neither a trailer Towpath-Source-Commit in the GitOps repository nor a tag ${version} or v${version} in ${pageUrl} says so`;
}

function unknown(why: string): Comparison['commits'] {
  return { known: false, why };
}
