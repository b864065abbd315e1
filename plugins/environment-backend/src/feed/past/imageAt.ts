import { isError } from '@backstage/errors';
import type { ApplicationSource } from '@towpath/argocd';
import type { GitRepository } from '@towpath/gitops';
import { parseImage } from '../images';
import { findKustomizeImage, inFolder } from '../kustomization';

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
    const text = await git.repository.readFile(
      inFolder(source.path, 'kustomization.yaml'),
      git.revision,
    );
    const entry = findKustomizeImage(text, repository);
    if (entry?.newTag !== undefined) return `${repository}:${entry.newTag}`;
    return entry?.digest && `${repository}@${entry.digest}`;
  } catch (error) {
    if (isError(error) && error.name === 'ServiceUnavailableError') throw error;
    // A folder without a kustomization, or a commit that is gone: it cannot be known.
    return undefined;
  }
}
