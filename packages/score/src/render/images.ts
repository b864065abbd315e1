import type { Container } from '../types';
import { imageProblem } from './imageReference';
import type { Problems } from './problems';

/**
 * Images for containers whose image is `.`: one for all, or by
 * `workload/container`, by `container` in whichever workload, and under `.` for
 * all others. The most exact counts.
 *
 * @public
 */
export type Images = string | Readonly<Record<string, string>>;

/**
 * What to do with an image `.` that nothing is given for: an `error`, or put
 * the `name` of the workload, for a later step such as kustomize to replace.
 *
 * @public
 */
export type MissingImage = 'error' | 'name';

/** The key of `images` that a container's image comes from. */
export function imageKey(
  workload: string,
  container: string,
  images: Readonly<Record<string, string>>,
): string | undefined {
  const keys = [`${workload}/${container}`, container, '.'];
  return keys.find(key => Object.hasOwn(images, key));
}

/** The image to run for a container. */
export function imageFor(
  name: string,
  container: Container,
  {
    workload,
    images = {},
    missingImage,
    problems,
  }: {
    workload: string;
    images?: Images;
    missingImage: MissingImage;
    problems: Problems;
  },
): string {
  const path = ['containers', name, 'image'];
  const { image } = container;
  if (image !== '.') {
    warnOfForm(image, path, problems);
    return image;
  }
  const byName = typeof images === 'string' ? { '.': images } : images;
  const key = imageKey(workload, name, byName);
  if (key !== undefined) return givenImage(byName[key], path, problems);
  const said = {
    code: 'render/image',
    message: `the image of ${name} is given at deploy time (image: .), and none is given`,
    path,
    fix: 'give an image, or replace this name when it is deployed',
  };
  if (missingImage === 'error') problems.error(said);
  else problems.warn(said);
  return workload;
}

function givenImage(image: string, path: string[], problems: Problems): string {
  const problem = imageProblem(image);
  if (problem) {
    problems.error({
      code: 'render/image-form',
      message: `the image that is given, ${JSON.stringify(image)}, ${problem}`,
      path,
      fix: 'write [host[:port]/]path[:tag][@digest]',
    });
  }
  return image;
}

/** The reference takes any text, and the cluster refuses to run it. */
function warnOfForm(image: string, path: string[], problems: Problems): void {
  const problem = imageProblem(image);
  if (!problem) return;
  problems.warn({
    code: 'render/image-form',
    message: `the image ${JSON.stringify(image)} ${problem}`,
    path,
    fix: 'write [host[:port]/]path[:tag][@digest]',
  });
}
