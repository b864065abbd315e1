import { ConflictError } from '@backstage/errors';
import { parseImage } from '@towpath/delivery';
import type { Edit, YamlEdit } from '@towpath/gitops';
import { parseAllDocuments, type Document } from 'yaml';
import type { ImageThere } from './imageThere';

type Path = YamlEdit['path'];

/**
 * What brings a version into a YAML file: its tag, and the digest where the file has a place for one. A digest
 * that stayed behind would have the last word over the tag.
 *
 * @throws ConflictError for a values file of several documents, of which Helm reads the first
 */
export function versionEdits(options: {
  file: string;
  /** Undefined: there is no such file, and the edit will say so. */
  text?: string;
  path: Path;
  version: string;
  image: ImageThere;
  isHelm: boolean;
}): Edit[] {
  const { file, text = '', path, version, image, isHelm } = options;
  const documents = parseAllDocuments(text, { logLevel: 'error' });
  if (isHelm && documents.length > 1) {
    throw new ConflictError(
      `${file} holds ${documents.length} YAML documents, and Helm reads the first one only: keep one`,
    );
  }
  const document = [...documents].find(one => one.hasIn(path));
  const edit = (at: Path, value: string): Edit => ({
    type: 'yaml',
    file,
    path: at,
    value,
  });
  return [
    edit(path, valueLike(textAt(document, path), version, image)),
    ...digestEdits(document, path, image).map(({ at, value }) =>
      edit(at, value),
    ),
  ];
}

/** The version in the form of what is there: a tag, a tag with its digest, or a whole reference. */
function valueLike(
  current: string,
  version: string,
  image: ImageThere,
): string {
  if (parseImage(current).repository === image.repository) {
    return image.reference;
  }
  const isPinned = /^[^/]+@sha\d+:/.test(current);
  return isPinned && image.tag && image.digest
    ? `${image.tag}@${image.digest}`
    : version;
}

function digestEdits(
  document: Document | undefined,
  path: Path,
  { digest = '', tag }: ImageThere,
): { at: Path; value: string }[] {
  const at = besideTag(path);
  // An image without a tag is named by its digest in the place of the tag.
  if (!at || !tag || !document?.hasIn(at)) return [];
  const current = textAt(document, at);
  return current === digest ? [] : [{ at, value: digest }];
}

/** `image.tag` has `image.digest` beside it, and `imageTag` has `imageDigest`. */
function besideTag(path: Path): Path | undefined {
  const last = path.at(-1);
  if (typeof last !== 'string' || !/tag$/i.test(last)) return undefined;
  const name = last.replace(/tag$/, 'digest').replace(/Tag$/, 'Digest');
  return name === last ? undefined : [...path.slice(0, -1), name];
}

function textAt(document: Document | undefined, path: Path): string {
  const value = document?.getIn(path);
  return typeof value === 'string' ? value : '';
}
