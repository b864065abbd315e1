import { isError } from '@backstage/errors';
import type { ApplicationSource } from '@towpath/argocd';
import { parseImage } from '@towpath/delivery';
import type { GitRepository } from '@towpath/gitops';
import {
  findKustomizeImage,
  readKustomization,
  type KustomizeImage,
} from '../kustomization';

/**
 * The image of a repository that a source asked for at a revision: by an override in the source, else
 * by its kustomization. Undefined when neither tells.
 *
 * @throws ServiceUnavailableError when the Git host does not answer.
 */
export async function imageAt(
  source: ApplicationSource,
  repository: string,
  git: { repository: GitRepository; revision: string },
): Promise<string | undefined> {
  const override = source.kustomize?.images
    ?.map(image => image.slice(image.indexOf('=') + 1))
    .find(image => parseImage(image).repository === repository);
  if (override) return override;
  try {
    const found = await readKustomization(
      git.repository,
      source.path,
      git.revision,
    );
    const entry = found && findKustomizeImage(found.text, repository);
    return entry && referenceOf(repository, entry);
  } catch (error) {
    if (isError(error) && error.name === 'ServiceUnavailableError') throw error;
    // A folder without a kustomization, or a commit that is gone: it cannot be known.
    return undefined;
  }
}

/** Undefined when the entry names no version. */
function referenceOf(
  repository: string,
  { newTag, digest }: KustomizeImage,
): string | undefined {
  if (!newTag && !digest) return undefined;
  return [
    repository,
    newTag ? `:${newTag}` : '',
    digest ? `@${digest}` : '',
  ].join('');
}
