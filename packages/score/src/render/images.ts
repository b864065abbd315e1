import type { Container } from '../types';
import { Problems } from './problems';

/**
 * Images for containers whose image is `.`: one for all, or by container name.
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

/** The image to run for a container. */
export function imageFor(
  name: string,
  container: Container,
  {
    workload,
    images,
    missingImage,
    problems,
  }: {
    workload: string;
    images?: Images;
    missingImage: MissingImage;
    problems: Problems;
  },
): string {
  if (container.image !== '.') return container.image;
  const given =
    typeof images === 'object'
      ? Object.hasOwn(images, name) && images[name]
      : images;
  if (given) return given;
  const said = {
    code: 'render/image',
    message: `the image of ${name} is given at deploy time (image: .), and none is given`,
    path: ['containers', name, 'image'],
    fix: 'give an image, or replace this name when it is deployed',
  };
  if (missingImage === 'error') problems.error(said);
  else problems.warn(said);
  return workload;
}
