import { isMap, isScalar, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { KustomizeImageEdit } from './types';

export const OVERRIDES = ['newName', 'newTag', 'digest'] as const;
export type OverrideKey = (typeof OVERRIDES)[number];

/** What one entry of `images` puts in the place of an image. */
export type ImageOverride = Partial<Record<OverrideKey, string>>;

export type ScalarPair = Pair<Scalar, Scalar>;

/** The pair of a mapping with this key. */
export const pairOf = (map: YAMLMap, key: string) =>
  map.items.find(pair => isScalar(pair.key) && pair.key.value === key) as
    | ScalarPair
    | undefined;

/** Reads the overrides of an entry; of none when there is no entry. */
export function readOverride(entry: YAMLMap | undefined): ImageOverride {
  const override: ImageOverride = {};
  for (const key of isMap(entry) ? OVERRIDES : []) {
    const value = pairOf(entry!, key)?.value;
    if (isScalar(value) && value.value !== null) {
      // As written: a tag 1.10 without quotes would read as the number 1.1.
      override[key] = value.source ?? String(value.value);
    }
  }
  return override;
}

/** The overrides after an edit. */
export function nextOverride(
  before: ImageOverride,
  edit: KustomizeImageEdit,
): ImageOverride {
  const isPairGiven = edit.newTag !== undefined || edit.digest !== undefined;
  const next = {
    newName: edit.newName === undefined ? before.newName : edit.newName,
    newTag: isPairGiven ? edit.newTag : before.newTag,
    digest: isPairGiven ? edit.digest : before.digest,
  };
  return Object.fromEntries(
    Object.entries(next).filter(([, value]) => typeof value === 'string'),
  );
}

/** `name:tag@digest`, of what is overridden; a tag alone as `1.2.3`. Undefined for nothing. */
export function describeOverride(override: ImageOverride): string | undefined {
  const { newName, newTag, digest } = override;
  const version = [newTag, digest].filter(Boolean).join('@');
  if (!newName) return version || undefined;
  return newName + (newTag ? ':' : version && '@') + version;
}

/** The edit that brings an entry to exactly these overrides. */
export const editTo = (
  override: ImageOverride,
  edit: KustomizeImageEdit,
): KustomizeImageEdit => ({
  ...edit,
  newName: override.newName ?? null,
  newTag: override.newTag ?? null,
  digest: override.digest ?? null,
});
