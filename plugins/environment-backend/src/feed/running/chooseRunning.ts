import { compareImages } from '@towpath/delivery';
import type { CatalogService } from '../../catalog/ServiceCatalog';
import type { ApplicationFacts } from '../ApplicationFacts';
import type { DeploymentRow } from '../DeploymentRow';
import {
  chooseImage,
  explainNone,
  versionOf,
  type ImageChoice,
} from '../images';
import { asNamed } from './readImage';
import type { ImageFound } from './RunningImage';

/**
 * The image that counts as running, from what was found, what pods run, and what was known before.
 *
 * @param found undefined until it was looked for
 */
export function chooseRunning(
  service: CatalogService,
  { images }: Pick<ApplicationFacts, 'images'>,
  before: DeploymentRow | undefined,
  found: ImageFound | undefined,
): ImageChoice {
  const pods = chooseImage(
    service,
    images,
    before?.images
      ? { image: before.image ?? undefined, images: before.images }
      : undefined,
  );
  switch (found?.is) {
    case 'image':
      return { ...withVersion(found.image), images: pods.images };
    case 'none':
      return {
        problem: explainNone(service, found.images),
        images: pods.images,
      };
    case 'nothing':
      return { problem: explainNone(service, []), images: pods.images };
    case 'pods':
      return fromPods(pods, before, found.named);
    default:
      return pods;
  }
}

function fromPods(
  choice: ImageChoice,
  before: DeploymentRow | undefined,
  named: string | undefined,
): ImageChoice {
  if ('problem' in choice) {
    // That no pod runs says nothing of the version.
    const kept = choice.images.length === 0 ? known(before) : undefined;
    return kept ? { ...kept, images: [] } : choice;
  }
  const same = isSameImage(before?.image ?? null, choice.image);
  const image = asNamed(choice.image, named ?? (same ? before?.image : null));
  return { ...withVersion(image), images: choice.images };
}

function known(before: DeploymentRow | undefined): ImageChoice | undefined {
  return before?.image
    ? { ...withVersion(before.image), images: before.images ?? [] }
    : undefined;
}

function withVersion(image: string): { image: string; version: string } {
  return { image, version: versionOf(image) };
}

/** Whether two references are of one image: the same, or the same version with more or less said of it. */
export function isSameImage(a: string | null, b: string | null): boolean {
  return a === b || (!!a && !!b && compareImages(a, b) === 'same');
}
