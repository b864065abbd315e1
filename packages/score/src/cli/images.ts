import { suggest } from '../diagnostics/suggest';
import { imageProblem } from '../render/imageReference';
import { imageKey } from '../render/images';
import type { Workload } from '../types';
import { UsageError } from './terminal';

interface Place {
  workload: string;
  container: string;
  image: string;
}

/**
 * What `--image` gives: `IMAGE` under `.`, `CONTAINER=IMAGE` and
 * `WORKLOAD/CONTAINER=IMAGE` under what stands before the `=`.
 *
 * @throws UsageError when one is no image, names nothing, is given twice, or
 * would be used by no container.
 */
export function readImages(
  given: string[],
  workloads: Workload[],
): Record<string, string> | undefined {
  if (!given.length) return undefined;
  const places = workloads.flatMap(placesOf);
  const images: Record<string, string> = {};
  for (const option of given) {
    const equals = option.indexOf('=');
    const target = equals < 0 ? '.' : option.slice(0, equals);
    const image = option.slice(equals + 1);
    const problem =
      targetProblem(target, places) ??
      formProblem(image) ??
      (Object.hasOwn(images, target) ? twice(target) : undefined);
    if (problem) throw new UsageError(`--image ${option}: ${problem}`);
    images[target] = image;
  }
  refuseUnused(images, places);
  return images;
}

function placesOf({ metadata, containers }: Workload): Place[] {
  return Object.entries(containers).map(([container, { image }]) => ({
    workload: metadata.name,
    container,
    image,
  }));
}

function fullName({ workload, container }: Place): string {
  return `${workload}/${container}`;
}

function isMeant(target: string, place: Place): boolean {
  return ['.', place.container, fullName(place)].includes(target);
}

function targetProblem(target: string, places: Place[]): string | undefined {
  if (places.some(place => isMeant(target, place))) return undefined;
  const known = target.includes('/')
    ? places.map(fullName)
    : places.map(({ container }) => container);
  const meant = suggest(target, known);
  const tail = meant
    ? `did you mean ${meant}?`
    : `containers: ${places.map(fullName).join(', ')}`;
  return `there is no container ${target || '""'}; ${tail}`;
}

function formProblem(image: string): string | undefined {
  const problem = imageProblem(image);
  return problem && `the image ${JSON.stringify(image)} ${problem}`;
}

function twice(target: string): string {
  return target === '.'
    ? 'an image for all containers is given twice; write CONTAINER=IMAGE or WORKLOAD/CONTAINER=IMAGE'
    : `the image of ${target} is given twice`;
}

function refuseUnused(images: Record<string, string>, places: Place[]): void {
  const waiting = places.filter(({ image }) => image === '.');
  const used = waiting.map(({ workload, container }) =>
    imageKey(workload, container, images),
  );
  const unused = Object.keys(images).find(key => !used.includes(key));
  if (unused === undefined) return;
  const option = unused === '.' ? images['.'] : `${unused}=${images[unused]}`;
  throw new UsageError(
    `--image ${option} is used by no container; ${whyUnused(
      unused,
      places,
      waiting,
    )}`,
  );
}

function whyUnused(target: string, places: Place[], waiting: Place[]): string {
  const meant = places.filter(place => isMeant(target, place));
  if (meant.some(({ image }) => image === '.')) {
    return 'other --image options name each that it could be for';
  }
  const fixed =
    target === '.'
      ? 'none has the image .'
      : `the file says image: ${meant[0].image} there`;
  const tail = waiting.length
    ? `waiting for an image: ${waiting.map(fullName).join(', ')}`
    : 'write image: . where it is to go';
  return `${fixed}; ${tail}`;
}
