import path from 'node:path';
import picomatch from 'picomatch';
import type { FileTree } from '../git/GitSources.ts';
import type { Manifest, Source } from '../model.ts';
import { parseManifests } from './parseManifests.ts';
import { RenderError } from './RenderError.ts';

/** The YAML and JSON files of a folder, as they are. */
export function renderDirectory(
  tree: FileTree,
  folder: string,
  options: NonNullable<Source['directory']> = {},
): Manifest[] {
  if (options.jsonnet && Object.keys(options.jsonnet).length > 0) {
    throw new RenderError('directory.jsonnet: the sandbox knows no Jsonnet');
  }
  const included = options.include ? picomatch(options.include) : () => true;
  const excluded = options.exclude ? picomatch(options.exclude) : () => false;
  return [...tree.keys()]
    .map(file => ({ file, inside: path.posix.relative(folder, file) }))
    .filter(({ inside }) => !inside.startsWith('..'))
    .filter(({ inside }) => options.recurse || !inside.includes('/'))
    .filter(({ inside }) => /\.(ya?ml|json)$/.test(inside))
    .filter(({ inside }) => included(inside) && !excluded(inside))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .flatMap(({ file }) => parseManifests(tree.get(file)!, file));
}
