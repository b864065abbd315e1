import path from 'node:path';
import type { FileTree } from '../git/GitSources.ts';
import {
  type Application,
  groupOf,
  keyOfManifest,
  type Manifest,
  type Source,
} from '../model.ts';
import { renderDirectory } from './directory.ts';
import { findKustomization, renderKustomize } from './kustomize.ts';
import { RenderError } from './RenderError.ts';
import { isClusterScoped } from './scope.ts';

export type SourceType = 'Directory' | 'Kustomize' | 'Helm' | 'Plugin';

export const folderOf = ({ path: folder = '.' }: Source): string =>
  path.posix.normalize(folder).replace(/^\/+|\/+$/g, '') || '.';

/** How a source is to be read: what it says itself, else what its folder holds. */
export function sourceTypeOf(source: Source, tree?: FileTree): SourceType {
  if (source.chart || source.helm) return 'Helm';
  if (source.kustomize) return 'Kustomize';
  if (source.plugin) return 'Plugin';
  if (source.directory || !tree) return 'Directory';
  const folder = folderOf(source);
  if (tree.has(path.posix.join(folder, 'Chart.yaml'))) return 'Helm';
  return findKustomization(tree, folder) ? 'Kustomize' : 'Directory';
}

/**
 * The manifests of a source, without what an application adds to them.
 * @throws RenderError that says what stands in the way
 */
export function renderSource(source: Source, tree: FileTree): Manifest[] {
  const folder = folderOf(source);
  const inside = folder === '.' ? '' : `${folder}/`;
  if (![...tree.keys()].some(file => file.startsWith(inside))) {
    throw new RenderError(`${folder}: app path does not exist`);
  }
  const type = sourceTypeOf(source, tree);
  if (type === 'Helm' || type === 'Plugin') {
    throw new RenderError(
      `${type} sources are not rendered in the sandbox: no chart is run here`,
    );
  }
  return type === 'Kustomize'
    ? renderKustomize(tree, folder, source.kustomize)
    : renderDirectory(tree, folder, source.directory);
}

const TRACKING = 'argocd.argoproj.io/tracking-id';

/** Puts manifests into the application's namespace and marks them as its own. */
export function claim(
  { metadata: { name }, spec: { destination } }: Application,
  manifests: Manifest[],
): Manifest[] {
  const claimed = manifests.map(manifest => {
    const metadata = { ...manifest.metadata };
    if (!isClusterScoped(manifest)) {
      metadata.namespace ??= destination.namespace ?? 'default';
    }
    const place = `${groupOf(manifest)}/${manifest.kind}:${
      metadata.namespace ?? ''
    }/${metadata.name}`;
    metadata.annotations = {
      ...metadata.annotations,
      [TRACKING]: `${name}:${place}`,
    };
    return { ...manifest, metadata };
  });
  // As in the real one, the last of several with the same name counts.
  return [...new Map(claimed.map(one => [keyOfManifest(one), one])).values()];
}
