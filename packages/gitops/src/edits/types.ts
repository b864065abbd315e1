/**
 * States what one entry of `images` in a kustomization overrides. The entry is added when it is missing.
 *
 * Tag and digest are one pair: giving either replaces both. What is not given stays; `null` takes it away,
 * and an entry that overrides nothing any more is removed.
 */
export interface KustomizeImageEdit {
  type: 'kustomize-image';
  file: string;
  /** `name` of the entry: the image as the base names it. */
  image: string;
  newTag?: string | null;
  digest?: string | null;
  newName?: string | null;
  /** For writing back: lines that the edit itself wrote, and what stood in their place, byte for byte. */
  lines?: ReplacedLines;
}

/** Whole lines with their endings. */
export interface ReplacedLines {
  before: string;
  after: string;
}

/** Replaces one value that a YAML file has already. */
export interface YamlEdit {
  type: 'yaml';
  file: string;
  /** Keys and list positions from the root; see `parsePath` for the dotted form. */
  path: (string | number)[];
  value: string | number | boolean | null;
  /**
   * For writing back: the text that stood there, byte for byte, and is written instead of `value`. A number
   * like 0x1F or 20261128124500123 is another text, or even another number, once it was read. Empty: nothing.
   */
  source?: string;
}

/** Writes a whole file; `null` removes it. */
export interface FileEdit {
  type: 'file';
  file: string;
  content: string | null;
}

/** One change of one file, as data: it can be stored, shown and repeated. */
export type Edit = KustomizeImageEdit | YamlEdit | FileEdit;

/** What an edit does to a file: a record that is enough to write the old value back. */
export interface WrittenValue {
  file: string;
  /** Where in the file, for people. */
  path: string;
  /** As it is written there, without quotes. Undefined: there was nothing. */
  before?: string;
  /** Undefined: there is nothing any more. */
  after?: string;
  edit: Edit;
  /** Writes `before` back. */
  undo: Edit;
}
