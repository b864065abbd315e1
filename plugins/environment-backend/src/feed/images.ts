import { parseImage } from '@towpath/delivery';
import { IMAGE } from '@towpath/plugin-environment-node';
import type { CatalogService } from '../catalog/ServiceCatalog';

/** Which of the images of an application is the service, or why none is known to be. */
export type ImageChoice =
  | { image: string; version: string; images: string[] }
  | { problem: string; images: string[] };

/** What was chosen before, and among which. */
export interface EarlierChoice {
  image?: string;
  images: string[];
}

/**
 * The image whose repository the component names by `towpath.dev/image`, or whose repository ends
 * with the name of the service, or the only one. While one version replaces another both are there,
 * and the newcomer counts.
 */
export function chooseImage(
  service: CatalogService,
  images: string[],
  earlier?: EarlierChoice,
): ImageChoice {
  const candidates = findCandidates(service, images);
  if (candidates.length === 0) {
    return { problem: explainNone(service, images), images: candidates };
  }
  const image = pickOne(candidates, earlier);
  if (!image) {
    return {
      problem: `Several versions run at once: ${candidates.join(', ')}`,
      images: candidates,
    };
  }
  return { image, version: versionOf(image), images: candidates };
}

/** Tag or digest of an image. */
export function versionOf(image: string): string {
  const { tag, digest } = parseImage(image);
  return tag ?? digest ?? 'latest';
}

/** Those of several images that could be the service. */
export function findCandidates(
  service: CatalogService,
  images: string[],
): string[] {
  const wanted = service.annotations[IMAGE];
  const named = images.filter(image => {
    const { repository } = parseImage(image);
    return wanted
      ? repository === wanted
      : repository.split('/').at(-1) === service.name;
  });
  if (named.length > 0 || wanted) return named;
  const repositories = new Set(
    images.map(image => parseImage(image).repository),
  );
  return repositories.size === 1 ? images : [];
}

function pickOne(
  candidates: string[],
  earlier?: EarlierChoice,
): string | undefined {
  if (candidates.length === 1) return candidates[0];
  const newcomers = candidates.filter(
    image => !(earlier?.images ?? []).includes(image),
  );
  if (earlier && newcomers.length === 1) return newcomers[0];
  return candidates.find(image => image === earlier?.image);
}

/** Why none of several images is the service. */
export function explainNone(service: CatalogService, images: string[]): string {
  const wanted = service.annotations[IMAGE];
  if (images.length === 0) return 'Nothing says yet which image it is';
  return wanted
    ? `None of its images is of ${wanted}, which the annotation ${IMAGE} of the component names. There are: ${images.join(
        ', ',
      )}`
    : `None of its images is named "${
        service.name
      }". Name the right one by the annotation ${IMAGE} of the component. There are: ${images.join(
        ', ',
      )}`;
}
