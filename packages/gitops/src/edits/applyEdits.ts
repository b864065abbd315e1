import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { editKustomizeImage } from './editKustomizeImage';
import { editYaml } from './editYaml';
import type { FileChange } from './FileChange';
import type { Edit, FileEdit, WrittenValue } from './types';

const shorten = (text: string) =>
  text.length > 80 ? `${text.slice(0, 80)}…` : text;

const replaceFile = (text: string | null, edit: FileEdit): FileChange => ({
  text: edit.content,
  value: {
    file: edit.file,
    path: 'the whole file',
    before: text ?? undefined,
    after: edit.content ?? undefined,
    edit,
    undo: { ...edit, content: text },
  },
});

/** Answers the text of a file; undefined when there is none. */
export type ReadText = (file: string) => Promise<string | undefined>;

export interface Change {
  /** New texts by path, of files that really differ; null removes the file. */
  files: Map<string, string | null>;
  values: WrittenValue[];
}

/**
 * Applies edits one after the other to the texts that `read` answers. Nothing is written.
 * @throws InputError for an edit or a file that cannot be, NotFoundError for a file or value that is missing,
 * ConflictError for a file whose layout does not allow it
 */
export async function applyEdits(
  read: ReadText,
  edits: Edit[],
): Promise<Change> {
  const before = new Map<string, string | null>();
  const after = new Map<string, string | null>();
  const values: WrittenValue[] = [];
  for (const edit of edits) {
    const { file } = edit;
    requirePath(file);
    if (!before.has(file)) before.set(file, (await read(file)) ?? null);
    const current = after.has(file) ? after.get(file)! : before.get(file)!;
    const { text, value } = applyEdit(current, edit);
    after.set(file, text);
    values.push(value);
  }
  const differing = [...after].filter(
    ([file, text]) => before.get(file) !== text,
  );
  return { files: new Map(differing), values };
}

/**
 * Refuses to go on when a value is no longer what was written.
 * @throws ConflictError that names the value
 */
export async function requireUnchanged(
  read: ReadText,
  values: WrittenValue[],
): Promise<void> {
  for (const { file, path, after, edit } of values) {
    requirePath(file);
    const current = currentValue((await read(file)) ?? null, edit);
    if (current === after) continue;
    const [is, was] = [current, after].map(one =>
      one === undefined ? 'nothing' : `"${shorten(one)}"`,
    );
    throw new ConflictError(
      `${path} in ${file} is ${is} and not ${was}, which was written: somebody changed it since, so it is not written back`,
    );
  }
}

function currentValue(text: string | null, edit: Edit): string | undefined {
  try {
    return applyEdit(text, edit).value.before;
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

function applyEdit(text: string | null, edit: Edit): FileChange {
  if (edit.type === 'file') return replaceFile(text, edit);
  if (text === null) {
    throw new NotFoundError(
      `${edit.file} does not exist: add the file first, or name another`,
    );
  }
  return edit.type === 'yaml'
    ? editYaml(text, edit)
    : editKustomizeImage(text, edit);
}

function requirePath(file: string): void {
  const isClean = file
    .split('/')
    .every(part => !['', '.', '..'].includes(part) && !/^\.git$/i.test(part));
  if (isClean && !/[\\\0\n]/.test(file)) return;
  throw new InputError(
    `file "${file}" is no path inside the repository: write it like apps/shop/values.yaml`,
  );
}
