import { ConflictError } from '@backstage/errors';
import {
  readSourcePlace,
  type CommitRequest,
  type FileEdit,
} from '@towpath/gitops';

/**
 * The branch and the path of a file's page; without a branch for the default one.
 *
 * @throws ConflictError for an address that names no file for sure
 */
export function fileAt(url: string): { branch?: string; path: string } {
  const place = readSourcePlace(url);
  if (!place?.path) {
    throw new ConflictError(`${url} names no file that can be changed`);
  }
  return { branch: branchOf(place), path: place.path };
}

/** Undefined for the default one, which has other names too. */
export function branchOf({ ref }: { ref?: string }): string | undefined {
  return ref && !['HEAD', '-'].includes(ref) ? ref : undefined;
}

/** Another text for a file, unless somebody has written to it since it was read. */
export function textChange(
  file: string,
  { before, after }: { before: string; after: string },
): Pick<CommitRequest, 'edits' | 'expect'> {
  const toEdit = (content: string): FileEdit => ({
    type: 'file',
    file,
    content,
  });
  return {
    edits: [toEdit(after)],
    expect: [
      {
        file,
        path: 'What was edited',
        after: before,
        edit: toEdit(before),
        undo: toEdit(after),
      },
    ],
  };
}
