import { ConflictError, InputError } from '@backstage/errors';
import type { GitRepository } from '@towpath/gitops';
import { parse } from 'yaml';

/** As kustomize looks for it. */
const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** An entry of `images` in a kustomization; texts as they are written there. */
export interface KustomizeImage {
  /** As the base calls it. */
  name?: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

/** A kustomization, and the path by which it was found. */
export interface KustomizationFile {
  file: string;
  text: string;
}

/**
 * The kustomization of a folder, under whichever of its three names; undefined when there is none.
 *
 * @param at - a commit; default is the head of the branch
 * @throws ConflictError for two at once, with which kustomize does not build
 */
export async function readKustomization(
  repository: GitRepository,
  folder: string | undefined,
  at?: string,
): Promise<KustomizationFile | undefined> {
  const paths = NAMES.map(name => inFolder(folder, name));
  const found = [...(await repository.readFiles(paths, at))];
  if (found.length > 1) {
    throw new ConflictError(
      `${repository.pageUrl} has ${found
        .map(([file]) => file)
        .join(' and ')}: kustomize builds with one of them only, so keep one`,
    );
  }
  const [[file, text] = []] = found;
  return file === undefined ? undefined : { file, text: text! };
}

/** The names that a kustomization may have in a folder, for people. */
export const kustomizationNames = (folder: string | undefined) =>
  NAMES.map(name => inFolder(folder, name)).join(', ');

/**
 * The entry that decides over an image, by its repository as it runs: an image may be renamed. Of several
 * the last one has the last word.
 */
export function findKustomizeImage(
  kustomization: string,
  repository: string,
): KustomizeImage | undefined {
  return readImages(kustomization).findLast(
    entry => runsAs(entry) === repository,
  );
}

/** The repository of an image with the same name that comes from elsewhere. */
export function findNamesake(
  kustomization: string,
  repository: string,
): string | undefined {
  const nameOf = (one: string) => one.split('/').at(-1);
  return readImages(kustomization)
    .flatMap(entry => runsAs(entry) ?? [])
    .find(one => nameOf(one) === nameOf(repository) && one !== repository);
}

/** The images that a kustomization brings about. */
export function listKustomizeImages(kustomization: string): string[] {
  return readImages(kustomization).flatMap(entry => {
    const repository = runsAs(entry);
    const { newTag, digest } = entry;
    if (!repository || (newTag === undefined && !digest)) return [];
    const tag = newTag === undefined ? '' : `:${newTag}`;
    return [`${repository}${tag}${digest ? `@${digest}` : ''}`];
  });
}

/** What a kustomization says. @throws InputError when it is no valid YAML */
export function parseKustomization(text: string): Record<string, unknown> {
  try {
    // Every value as a text: a tag 1.10 is not the number 1.1.
    const root = parse(text, { schema: 'failsafe', logLevel: 'error' });
    return root && typeof root === 'object' ? root : {};
  } catch (error) {
    const [reason] = (error as Error).message.split(/:?\n/);
    throw new InputError(`The kustomization is not valid YAML: ${reason}`);
  }
}

function readImages(kustomization: string): KustomizeImage[] {
  const { images } = parseKustomization(kustomization);
  return Array.isArray(images) ? images.map(withoutEmpty) : [];
}

function withoutEmpty(entry: unknown): KustomizeImage {
  return Object.fromEntries(
    Object.entries(entry ?? {}).filter(([, value]) => Boolean(value)),
  );
}

function runsAs({ name, newName }: KustomizeImage): string | undefined {
  return newName ?? name;
}

/** The path of a file in the folder that a source is deployed from. */
export function inFolder(folder: string | undefined, file: string): string {
  const clean = (folder ?? '').replace(/^\.?\/+|\/+$/g, '');
  return clean && clean !== '.' ? `${clean}/${file}` : file;
}
