import { parse } from 'yaml';

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
  const { images } = (parse(kustomization) ?? {}) as {
    images?: KustomizeImage[];
  };
  return images?.find(({ name, newName }) => (newName ?? name) === repository);
}

/** The path of a file in the folder that a source is deployed from. */
export function inFolder(folder: string | undefined, file: string): string {
  const clean = (folder ?? '').replace(/^\.?\/+|\/+$/g, '');
  return clean && clean !== '.' ? `${clean}/${file}` : file;
}
