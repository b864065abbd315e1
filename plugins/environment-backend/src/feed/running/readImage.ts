import {
  manifestImages,
  readResources,
  type ArgoCdInstances,
  type ManagedResource,
} from '@towpath/argocd';
import { findOther, findSame, lastOf, parseImage } from '@towpath/delivery';
import type { GitRepositories } from '@towpath/gitops';
import { findCandidates } from '../images';
import { imageInGit } from './imageInGit';
import type { ImageFound, ImageQuestion } from './RunningImage';

interface Services {
  instances: ArgoCdInstances;
  repositories: GitRepositories;
}

/**
 * Which image is deployed: what Git says at the revision that is synced. Pods only confirm it, since there
 * may be none, or old ones, or renamed ones. Where they contradict, or Git does not say, the manifests that
 * Argo CD deploys decide, by one call; so not for each service.
 *
 * @throws what Git host or Argo CD answers when they cannot be asked.
 */
export async function readImage(
  services: Services,
  question: ImageQuestion,
  signal: AbortSignal,
): Promise<ImageFound> {
  const { image: named, notUnderstood } = await imageInGit(
    services.repositories,
    question,
  );
  const found = await confirm(services, question, named, signal);
  return notUnderstood.length > 0 ? { ...found, notUnderstood } : found;
}

async function confirm(
  services: Services,
  question: ImageQuestion,
  named: string | undefined,
  signal: AbortSignal,
): Promise<ImageFound> {
  const { service, facts } = question;
  const synced = facts.sync === 'Synced' ? named : undefined;
  const pods = findCandidates(service, facts.images);
  if (synced && !mayBeEmpty(facts) && !findOther(synced, pods)) {
    return { is: 'image', image: synced };
  }
  // What is not synced runs as it did.
  if (!synced && pods.length > 0) return { is: 'pods', named };
  return lookCloser(services, question, { named, synced, signal });
}

/** Nothing was ever synced. Argo CD calls that Synced where the folder holds no manifest yet. */
function mayBeEmpty({
  operation,
  finishedAt,
  images,
}: ImageQuestion['facts']): boolean {
  return !operation && !finishedAt && images.length === 0;
}

async function lookCloser(
  { instances }: Services,
  { service, facts }: ImageQuestion,
  {
    named,
    synced,
    signal,
  }: { named?: string; synced?: string; signal: AbortSignal },
): Promise<ImageFound> {
  const { instance, name, namespace, project } = facts;
  const target = {
    instance,
    name,
    project,
    ...(namespace && { appNamespace: namespace }),
  };
  const { resources, refusal } = await readResources(instances, target, signal);
  const which = facts.sync === 'Synced' ? 'targetState' : 'liveState';
  const found = manifestImages(resources ?? [], which);
  const images = found.flatMap(one => one.images);
  const toldNone = !resources && !refusal;
  if (which === 'targetState' && toldNone && mayBeEmpty(facts)) {
    return { is: 'nothing' };
  }
  if (synced && (!resources || findSame(synced, images))) {
    return { is: 'image', image: synced };
  }
  if (!resources) {
    return { is: 'pods', named, ...(refusal && { unasked: refusal }) };
  }
  if (which === 'liveState' && !resources.some(isLive))
    return { is: 'nothing' };
  // What is migrated or done at night may be of another version than what serves.
  const serving = found.filter(({ group }) => group !== 'batch');
  for (const some of [serving, found]) {
    const candidates = new Set(
      findCandidates(
        service,
        some.flatMap(one => one.images),
      ),
    );
    if (candidates.size === 1)
      return { is: 'image', image: [...candidates][0] };
    if (candidates.size > 1) return { is: 'pods', named };
  }
  return { is: 'none', images };
}

function isLive({ liveState }: ManagedResource): boolean {
  return Boolean(liveState) && liveState !== 'null';
}

/** An image that pods run under the name that Git has for its repository, where they have another. */
export function asNamed(image: string, named?: string | null): string {
  if (!named) return image;
  const { repository } = parseImage(named);
  const seen = parseImage(image);
  if (lastOf(seen.repository) !== lastOf(repository)) return image;
  return repository + image.slice(seen.repository.length);
}
