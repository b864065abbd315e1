import { parseImage } from '@towpath/delivery';
import type {
  DeploymentState,
  EnvironmentDelivery,
} from '@towpath/plugin-environment-common';
import type { ResolvedVersion } from './resolveVersion';

/** An image of a version: its tag, its digest, or both, which belong together. */
export interface ImageThere {
  repository: string;
  tag?: string;
  digest?: string;
  /** All of it. */
  reference: string;
}

/**
 * The image of a version as it is in another environment, which may have a registry of its own: what
 * runs there tells.
 */
export function imageThere(
  { image, version }: ResolvedVersion,
  { image: current }: Pick<DeploymentState, 'image'>,
): ImageThere {
  const { digest, tag = digest ? undefined : version } = parseImage(image);
  const { repository } = parseImage(current ?? image);
  const reference = [
    repository,
    tag === undefined ? '' : `:${tag}`,
    digest === undefined ? '' : `@${digest}`,
  ].join('');
  return { repository, tag, digest, reference };
}

/** Whole reference of what is to run once a version is written; undefined when that is not known. */
export function expectedImage(
  resolved: ResolvedVersion,
  state: Pick<DeploymentState, 'image'>,
  { strategy, parameter }: EnvironmentDelivery = {},
): string | undefined {
  const isWhole =
    strategy === undefined ||
    strategy === 'kustomize-image' ||
    (strategy === 'argocd-parameter' && !parameter);
  if (isWhole) return imageThere(resolved, state).reference;
  if (!state.image) return undefined;
  const { version } = resolved;
  const { repository } = parseImage(state.image);
  // Only the version is written: a tag, or the digest of an image without one.
  const isDigest = version.includes(':');
  return `${repository}${isDigest ? '@' : ':'}${version}`;
}
