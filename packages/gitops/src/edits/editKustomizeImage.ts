import { isDeepStrictEqual } from 'node:util';
import { ConflictError, InputError } from '@backstage/errors';
import { isMap, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { changeEntry } from './changeImageEntry';
import type { FileChange } from './FileChange';
import {
  describeOverride,
  editTo,
  nextOverride,
  OVERRIDES,
  pairOf,
  readOverride,
  type ImageOverride,
  type OverrideKey,
} from './imageOverride';
import { addEntry, removeEntry } from './imageEntries';
import { readDocuments } from './readDocuments';
import { bringBack, replacedLines } from './replacedLines';
import { requireSame } from './requireSame';
import { spliceText, type Splice } from './spliceText';
import type { KustomizeImageEdit } from './types';

const isSameOverride = (a: ImageOverride, b: ImageOverride) =>
  a.newName === b.newName && a.newTag === b.newTag && a.digest === b.digest;

/** Brings one entry of `images` to what the edit states; no other line changes. */
export function editKustomizeImage(
  text: string,
  edit: KustomizeImageEdit,
): FileChange {
  const root = readKustomization(text, edit.file);
  const images = readImages(root, edit.file);
  const entry = findEntry(images, edit);
  const before = readOverride(entry);
  const after = nextOverride(before, edit);
  const changed =
    withLinesBack(text, edit, after) ??
    changeText({ text, root, images, entry, before, after }, edit);
  return {
    text: changed,
    value: {
      file: edit.file,
      path: `images[${edit.image}]`,
      before: describeOverride(before),
      after: describeOverride(after),
      edit,
      undo: { ...editTo(before, edit), lines: replacedLines(text, changed) },
    },
  };
}

function changeText(change: EntryChange, edit: KustomizeImageEdit): string {
  const { text, before, after } = change;
  if (isSameOverride(before, after)) return text;
  const changed = spliceText(text, spliceEntry(change, edit.image));
  requireImages(text, changed, edit, after);
  return changed;
}

/** The text as it was before, unless somebody has changed something beside what was written. */
function withLinesBack(
  text: string,
  edit: KustomizeImageEdit,
  after: ImageOverride,
): string | undefined {
  const back = edit.lines && bringBack(text, edit.lines);
  if (back === undefined || back === text) return undefined;
  try {
    const images = readImages(readKustomization(back, edit.file), edit.file);
    const isBack =
      isSameOverride(readOverride(findEntry(images, edit)), after) &&
      isDeepStrictEqual(besides(text, edit), besides(back, edit));
    return isBack ? back : undefined;
  } catch {
    // Brought back into a file that is another one now, it is no kustomization.
    return undefined;
  }
}

/** What a kustomization says, but for the overrides of one image. */
function besides(text: string, { file, image }: KustomizeImageEdit) {
  const { images, ...rest }: Kustomization = readDocuments(
    file,
    text,
  )[0].toJS();
  const isBare = (one: object) => Object.keys(withoutOverride(one)).length < 2;
  const others = (images ?? [])
    .filter(one => one?.name !== image || !isBare(one))
    .map(one => (one?.name === image ? withoutOverride(one) : one));
  return { ...rest, images: others };
}

/** An entry of a kustomization, what it says and what it has to say. */
interface EntryChange {
  text: string;
  root: YAMLMap;
  images?: YAMLSeq;
  entry?: YAMLMap;
  before: ImageOverride;
  after: ImageOverride;
}

function spliceEntry(change: EntryChange, image: string): Splice[] {
  const { text, root, images, entry, before, after } = change;
  if (!entry) return [addEntry(text, root, images, image, after)];
  if (Object.keys(after).length === 0) {
    return [removeEntry(text, root, images!, entry)];
  }
  return changeEntry(text, entry, before, after);
}

function readKustomization(text: string, file: string): YAMLMap {
  const documents = readDocuments(file, text);
  if (documents.length > 1) {
    throw new InputError(
      `${file} holds ${documents.length} YAML documents: a kustomization is one`,
    );
  }
  const root = documents[0]?.contents;
  if (!isMap(root) || root.flow) {
    throw new InputError(
      `${file} is no kustomization: it has to be a mapping with one key a line`,
    );
  }
  return root as YAMLMap;
}

function readImages(root: YAMLMap, file: string): YAMLSeq | undefined {
  const images: unknown = pairOf(root, 'images')?.value;
  if (!images || (isScalar(images) && images.value === null)) return undefined;
  if (isSeq(images)) return images;
  throw new InputError(`images in ${file} is no list`);
}

function findEntry(
  images: YAMLSeq | undefined,
  { file, image }: KustomizeImageEdit,
): YAMLMap | undefined {
  const entries = (images?.items ?? []).filter(
    (item): item is YAMLMap =>
      isMap(item) && pairOf(item, 'name')?.value?.value === image,
  );
  if (entries.length > 1) {
    throw new ConflictError(
      `${file} has ${entries.length} entries for the image ${image}: keep one`,
    );
  }
  return entries[0];
}

type Kustomization = { images?: ({ name?: unknown } & object)[] | null };

function requireImages(
  text: string,
  changed: string,
  { file, image }: KustomizeImageEdit,
  after: ImageOverride,
): void {
  if (changed === text) return;
  const root: Kustomization = readDocuments(file, text)[0].toJS();
  const images = root.images ?? [];
  const hasEntry = images.some(one => one?.name === image);
  const isGone = Object.keys(after).length === 0;
  const expected = images
    .filter(one => !(isGone && one?.name === image))
    .map(one => (one?.name === image ? withOverride(one, after) : one))
    .concat(hasEntry || isGone ? [] : [{ name: image, ...after }]);
  const { images: _, ...rest } = root;
  requireSame(file, changed, [
    expected.length ? { ...rest, images: expected } : rest,
  ]);
}

function withOverride(entry: object, after: ImageOverride): object {
  // What says nothing stays where it stands.
  const silent = Object.entries(entry).filter(([, value]) => !value);
  return { ...Object.fromEntries(silent), ...withoutOverride(entry), ...after };
}

function withoutOverride(entry: object): object {
  return Object.fromEntries(
    Object.entries(entry).filter(
      ([key]) => !OVERRIDES.includes(key as OverrideKey),
    ),
  );
}
