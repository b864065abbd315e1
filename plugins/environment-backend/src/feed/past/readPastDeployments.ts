import { isUuid } from '@towpath/backend-kit';
import type {
  Application,
  ApplicationSource,
  RevisionHistory,
} from '@towpath/argocd';
import { parseImage } from '@towpath/delivery';
import type { GitRepositories, LoggedCommit } from '@towpath/gitops';
import { readKustomization } from '../kustomization';
import { imageAt } from './imageAt';
import type { PastDeployment } from './PastDeployment';

/** A sync of the past, and the image that it brought if that can be known. */
interface Sync {
  at: Date;
  source: ApplicationSource;
  revision?: string;
  image?: string;
  /** Who began it. */
  username?: string;
}

/**
 * What ran by `status.history` of an application, oldest first: the image at each revision as Git has
 * it, and who brought it as the commit says. What cannot be known is left out.
 *
 * @throws ServiceUnavailableError when the Git host does not answer.
 */
export async function readPastDeployments(
  repositories: GitRepositories,
  { status }: Application,
  /** Whole reference of what runs now. */
  current: string,
): Promise<PastDeployment[]> {
  const { repository } = parseImage(current);
  const syncs: Sync[] = [];
  for (const entry of status?.history ?? []) {
    const sync = toSync(entry);
    if (sync) {
      syncs.push({
        ...sync,
        image: await findImage(repositories, sync, repository),
      });
    }
  }
  const arrivals = syncs.filter(
    (sync, index) => index === 0 || sync.image !== syncs[index - 1].image,
  );
  const deployments = await Promise.all(
    arrivals.map((arrival, index) =>
      toPastDeployment(repositories, arrival, arrivals[index + 1]?.at),
    ),
  );
  return deployments.flatMap(deployment => deployment ?? []);
}

/** Of several sources the first that has a folder, since only a folder names an image. */
function toSync(entry: RevisionHistory): Sync | undefined {
  const { source, sources, revision, revisions, deployedAt } = entry;
  const all = sources?.length ? sources : [source];
  const index = all.findIndex(one => one?.repoURL && one.path);
  const chosen = all[index];
  if (!chosen || !deployedAt) return undefined;
  return {
    at: new Date(deployedAt),
    source: chosen,
    revision: revisions?.[index] ?? revision,
    username: entry.initiatedBy?.username,
  };
}

async function findImage(
  repositories: GitRepositories,
  { source, revision }: Sync,
  repository: string,
): Promise<string | undefined> {
  const git = open(repositories, source);
  return git && revision
    ? imageAt(source, repository, { repository: git, revision })
    : undefined;
}

async function toPastDeployment(
  repositories: GitRepositories,
  sync: Sync,
  endedAt: Date | undefined,
): Promise<PastDeployment | undefined> {
  const { image, at, revision, username } = sync;
  if (!image) return undefined;
  const { tag, digest } = parseImage(image);
  const commit = await findCommit(repositories, sync);
  const { trailers = {} } = commit ?? {};
  const [promotionId] =
    trailers['Towpath-Promotion'] ?? trailers['Towpath-Reverts'] ?? [];
  return {
    version: tag ?? digest ?? 'latest',
    image,
    revision,
    deployedAt: at,
    endedAt,
    by: commit ? authorOf(commit) : username,
    ...(promotionId && isUuid(promotionId) && { promotionId }),
  };
}

/** The commit that made the kustomization what it was at the revision. */
async function findCommit(
  repositories: GitRepositories,
  { source, revision }: Sync,
): Promise<LoggedCommit | undefined> {
  const repository = open(repositories, source);
  if (!revision || !repository) return undefined;
  const found = await readKustomization(repository, source.path, revision);
  if (!found) return undefined;
  const { file: path } = found;
  const [commit] = await repository.log({ to: revision, limit: 1, path });
  return commit;
}

/**
 * On whose behalf it was written; the portal and build servers write for others. A promotion that took
 * itself back did so for nobody, whoever had asked for it.
 */
function authorOf({ trailers, author }: LoggedCommit): string {
  const [to] = trailers['Towpath-To'] ?? [];
  const byItself =
    trailers['Towpath-Reverts'] && !trailers['Towpath-Promotion'];
  if (byItself && to) return `environment:default/${to}`;
  return trailers['Requested-By']?.[0] ?? author.name;
}

/** Undefined for a host that `integrations` does not name. */
function open(repositories: GitRepositories, { repoURL }: ApplicationSource) {
  try {
    return repositories.open({ url: repoURL });
  } catch {
    return undefined;
  }
}
