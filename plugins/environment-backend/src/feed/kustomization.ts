import { parse, type ParseOptions, type SchemaOptions } from 'yaml';

/** An entry of `images` in a kustomization. */
export interface KustomizeImage {
  /** As the base calls it. */
  name?: string;
  newName?: string;
  newTag?: string | number;
  digest?: string;
}

/** The entry that decides over an image, by its repository as it runs: an image may be renamed. */
export function findKustomizeImage(
  kustomization: string,
  repository: string,
): KustomizeImage | undefined {
  return readImages(kustomization).find(entry => runsAs(entry) === repository);
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

/** The images that a kustomization brings about, as text that stands there: 1.10 is no number. */
export function listKustomizeImages(kustomization: string): string[] {
  return readImages(kustomization, { schema: 'failsafe' }).flatMap(entry => {
    const repository = runsAs(entry);
    const { newTag, digest } = entry;
    if (!repository || (newTag === undefined && !digest)) return [];
    const tag = newTag === undefined ? '' : `:${newTag}`;
    return [`${repository}${tag}${digest ? `@${digest}` : ''}`];
  });
}

function readImages(
  kustomization: string,
  options: ParseOptions & SchemaOptions = {},
): KustomizeImage[] {
  const { images } = (parse(kustomization, options) ?? {}) as {
    images?: KustomizeImage[];
  };
  return images ?? [];
}

function runsAs({ name, newName }: KustomizeImage): string | undefined {
  return newName ?? name;
}

/** The path of a file in the folder that a source is deployed from. */
export function inFolder(folder: string | undefined, file: string): string {
  const clean = (folder ?? '').replace(/^\.?\/+|\/+$/g, '');
  return clean && clean !== '.' ? `${clean}/${file}` : file;
}
