import { InputError } from '@backstage/errors';

export type Path = (string | number)[];

const SEGMENT = /\[(\d+)\]|((?:\\.|[^.[\]\\])+)/y;

/**
 * Reads `image.tag` or `containers[0].image`; a dot inside a key is written `\.`.
 * @throws InputError when the text is no such path
 */
export function parsePath(text: string): Path {
  const path: Path = [];
  let offset = 0;
  while (offset < text.length) {
    SEGMENT.lastIndex = offset;
    const match = SEGMENT.exec(text);
    if (!match) break;
    const [, position, key] = match;
    path.push(
      key === undefined ? Number(position) : key.replace(/\\(.)/g, '$1'),
    );
    offset = SEGMENT.lastIndex;
    if (text[offset] === '.' && offset < text.length - 1) offset += 1;
    else if (text[offset] !== '[') break;
  }
  if (path.length === 0 || offset < text.length) {
    throw new InputError(
      `"${text}" is not a path: write image.tag or containers[0].image`,
    );
  }
  return path;
}

/** The dotted form of a path, as `parsePath` reads it. */
export const formatPath = (path: Path) =>
  path
    .map(segment =>
      typeof segment === 'number'
        ? `[${segment}]`
        : `.${segment.replace(/[.[\]\\]/g, '\\$&')}`,
    )
    .join('')
    .replace(/^\./, '');
