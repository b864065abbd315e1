import {
  manifestImages,
  readResources,
  type Application,
  type ArgoCdInstances,
} from '@towpath/argocd';
import { findOther, findSame } from '../images/sameImage';
import type { ApplicationTarget } from '../model/ApplicationTarget';

/** Whether an application deploys an image. What nothing tells is not known, and no "no". */
export type RunsImage = { is: 'yes' | 'unknown' } | { is: 'no'; other: string };

/**
 * Looks for an image among the pods first. There may be none, as at 0 replicas or between jobs, and their
 * images may have been renamed on the way in: then the manifests that Argo CD deploys decide.
 *
 * @throws ArgoCdError when Argo CD is away.
 */
export async function runsImage(
  instances: ArgoCdInstances,
  target: ApplicationTarget,
  { status }: Application,
  image: string | undefined,
  signal: AbortSignal,
): Promise<RunsImage> {
  if (!image) return { is: 'unknown' };
  if (findSame(image, status?.summary?.images ?? [])) return { is: 'yes' };
  const { resources } = await readResources(instances, target, signal);
  const images = manifestImages(resources ?? [], 'targetState').flatMap(
    one => one.images,
  );
  if (findSame(image, images)) return { is: 'yes' };
  const other = findOther(image, images);
  return other ? { is: 'no', other } : { is: 'unknown' };
}
