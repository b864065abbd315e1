import type { FileChange } from '@towpath/plugin-score-common';
import { KUSTOMIZATION, MANIFESTS, RENDERED } from '@towpath/plugin-score-node';
import { dropResource } from './kustomization';
import type { FolderFiles } from './rendering';

/**
 * What the folder of a place is without what was rendered into it: the manifests go, and the kustomization names them no
 * more. What somebody has written beside them stays.
 */
export function withoutManifests(
  files: FolderFiles,
  { path, namespace }: { path: string; namespace: string },
): FileChange[] {
  const manifests = files.get(MANIFESTS);
  if (!manifests?.startsWith(RENDERED)) return [];
  const full = (name: string) => (path ? `${path}/${name}` : name);
  const before = files.get(KUSTOMIZATION);
  const after = before && dropResource(before, MANIFESTS, namespace);
  return [
    ...(after && after !== before
      ? [{ file: full(KUSTOMIZATION), before, after }]
      : []),
    { file: full(MANIFESTS), before: manifests },
  ];
}
