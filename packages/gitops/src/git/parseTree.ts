import type { GitObject } from './ObjectReader';

/** What a folder has under one name. */
export interface TreeEntry {
  /** Such as `100644`; `40000` is a folder. */
  mode: string;
  id: string;
}

const SPACE = 0x20;
const NUL = 0;

/**
 * What is in a folder, by name.
 *
 * @param object - a tree: for each entry its mode, a space, its name, a NUL and its id in bytes
 */
export function parseTree({ id, content: tree }: GitObject) {
  const idBytes = id.length / 2;
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(SPACE, at);
    const nul = tree.indexOf(NUL, space);
    const end = nul + 1 + idBytes;
    entries.set(tree.toString('utf8', space + 1, nul), {
      mode: tree.toString('latin1', at, space),
      id: tree.toString('hex', nul + 1, end),
    });
    at = end;
  }
  return entries;
}
